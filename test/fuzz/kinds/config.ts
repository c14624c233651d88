import { parseConfig } from "../../../src/config/parse.ts";
import { IN_NO_HURRY, type Kind } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";
import { runbookWords } from "../texts.ts";
import { show, textOf } from "./runbook.ts";

/** Texts of the user's configuration. */
export const configs: Kind = {
  samples: [
    "policy: { plan-above: 50, change: required }\n",
    "policy:\n  plan-above: 0\n",
    "policy:\n  change: required\n",
  ].map((text) => Buffer.from(text)),
  words: ["policy", "plan-above", "change", "required", ...runbookWords],
  text: true,
  structures: lineMutators,
  mostCpuMs: IN_NO_HURRY,
  async try(input) {
    const source = await textOf(input, "config.yml");
    if (source === null) return "refused";
    const { policy, diagnostics } = parseConfig(source);
    show(diagnostics);
    return policy === null ? "refused" : "accepted";
  },
};
