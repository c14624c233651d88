/** The registry provider: reference of StdRegProv. */
import type { SimClass } from "../class.ts";

const LOCAL_MACHINE = "2147483650";
const CCMEXEC_KEY = "software\\microsoft\\ccm\\ccmexec";
/** ERROR_FILE_NOT_FOUND for a key that is not there; practice knows 1 for a value that is not. */
const RETURNS = { found: 0, noValue: 1, noKey: 2 } as const;

/** Knows the one key in which the client notes its provisioning mode: memdocs, osd/understand/provisioning-mode. */
export const registry: SimClass = {
  name: "StdRegProv",
  key: null,
  instances: () => [],
  parameters: { GetStringValue: ["hDefKey", "sSubKeyName", "sValueName"] },
  methods: {
    GetStringValue: ({ client, input }) => {
      const tree = input.get("hDefKey") ?? LOCAL_MACHINE;
      const key = input.get("sSubKeyName")?.toLowerCase();
      if (tree !== LOCAL_MACHINE || key !== CCMEXEC_KEY || client.kind.wmi === "no-client")
        return { ReturnValue: RETURNS.noKey, sValue: null };
      const noted = input.get("sValueName")?.toLowerCase() === "provisioningmode" ? client.provisioningMode : null;
      return noted === null
        ? { ReturnValue: RETURNS.noValue, sValue: null }
        : { ReturnValue: RETURNS.found, sValue: String(noted) };
    },
  },
};
