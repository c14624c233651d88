import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Source } from "../../model/source.ts";
import type { Spot } from "../../text/document.ts";
import { isOpenMap, readForeignYaml } from "../../text/foreign-yaml.ts";
import { reporterOf } from "../report.ts";
import type { Variables } from "./inventory.ts";
import type { BesideVariables } from "./precedence.ts";

/** A file of variables beside an inventory. */
export interface VariablesFile {
  readonly kind: "groups" | "hosts";
  /** The group or host that it is named after. */
  readonly name: string;
  readonly source: Source;
}

/** The variables of files beside an inventory. What cannot be read is reported. */
export function variablesOf(files: readonly VariablesFile[], diagnostics: Diagnostic[]): BesideVariables {
  const beside = { groups: new Map<string, Variables>(), hosts: new Map<string, Variables>() };
  for (const { kind, name, source } of files) {
    const report = reporterOf(source, diagnostics);
    if (source.text.startsWith("$ANSIBLE_VAULT;")) {
      const line = { from: 0, to: source.line(1).length };
      report("INV223", line, `\`${source.name}\` is sealed by Ansible Vault`, {
        hint: "Put the variables that say how hosts are reached into a file that is not; credentials go by name.",
      });
      continue;
    }
    const { document, diagnostics: unread } = readForeignYaml(source);
    diagnostics.push(...unread);
    if (document === null) continue;
    const { value, root } = document;
    if (!isOpenMap(value)) {
      report("INV220", root.value, `\`${source.name}\` is no map of variables`);
      continue;
    }
    const variables = beside[kind].get(name) ?? new Map();
    beside[kind].set(name, variables);
    for (const [key, member] of Object.entries(value)) {
      const spot = root.children.get(key) as Spot;
      const bare = spot.value.from === spot.value.to && spot.key !== null;
      variables.set(key, { value: member, ...(bare ? spot.key : spot.value), source });
    }
  }
  return beside;
}
