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
    "credentials:\n  corp:\n    username: CORP\\adm\n    password: { command: [pass, corp] }\n    for: ['*.corp.example', 'pc-[001:250]']\n",
  ].map((text) => Buffer.from(text)),
  words: ["policy", "plan-above", "change", "required", "credentials", "password", "env", "for", ...runbookWords],
  text: true,
  structures: lineMutators,
  mostCpuMs: IN_NO_HURRY,
  async try(input) {
    const source = await textOf(input, "config.yml");
    if (source === null) return "refused";
    const { config, diagnostics } = parseConfig(source);
    show(diagnostics);
    return config === null ? "refused" : "accepted";
  },
};
