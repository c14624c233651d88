import { evaluatePolicy } from "../configmgr/calls.ts";
import { policyKind } from "./policy.ts";

/** The client puts into force what it has fetched. */
export const evaluatePolicyKind = policyKind({
  key: "evaluate-policy",
  summary: "Asks the client to evaluate the machine policy that it has fetched (SMS_Client.EvaluateMachinePolicy).",
  method: "EvaluateMachinePolicy()",
  undo: "at the site: what was put into force is changed there, and fetched again",
  start: evaluatePolicy,
});
