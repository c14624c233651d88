import { FETCH_POLICY, requestPolicy } from "../configmgr/calls.ts";
import { policyKind } from "./policy.ts";

/** The client fetches what the site has decided for it, instead of at its next policy polling interval. */
export const requestPolicyKind = policyKind({
  key: "request-policy",
  summary: "Asks the client to fetch its machine policy now (SMS_Client.RequestMachinePolicy).",
  method: `RequestMachinePolicy(${FETCH_POLICY})`,
  undo: "nothing: the client fetches the same policy by itself within its polling interval",
  start: requestPolicy,
});
