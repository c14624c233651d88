import { hasErrors } from "../../../src/model/diagnostic.ts";
import type { ListFormat } from "../../../src/model/selection.ts";
import { createSource } from "../../../src/model/source.ts";
import { parseTargets } from "../../../src/targets/parse.ts";
import { select } from "../../../src/targets/select.ts";
import { IN_NO_HURRY, type Kind } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";
import { listWords, runbookWords, textsIn } from "../texts.ts";
import { show, textOf } from "./runbook.ts";

const MANY = 50_000;
const LISTS = "test/cases/validate/lists";

/** A list in one form, alone and with excludes of its own kind. */
function listKind(format: ListFormat, samples: readonly Buffer[], words: readonly string[]): Kind {
  const excludes = parseTargets(
    createSource("runbook.yml", 'hosts: [pc-1]\nexclude: { hosts: ["*-lab", "pc-[1:9]"] }\n'),
  );
  return {
    samples,
    words,
    text: true,
    structures: lineMutators,
    mostCpuMs: IN_NO_HURRY,
    async try(input) {
      const source = await textOf(input, `list.${format}`);
      if (source === null) return "refused";
      const { selection, diagnostics } = parseTargets(source, { format });
      const selected = select(selection);
      show([...diagnostics, ...selected.diagnostics]);
      // A million names take seconds already.
      if (selected.targets.length < MANY) show(select(excludes.selection, { replacedBy: selection }).diagnostics);
      const names = selected.targets.map(({ name }) => name.toLowerCase());
      if (new Set(names).size !== names.length) throw new Error("a computer is meant twice");
      return hasErrors([...diagnostics, ...selected.diagnostics]) ? "refused" : "accepted";
    },
  };
}

const inYaml =
  "hosts:\n  - pc-[001:020]\n  - { name: kiosk-1, address: 10.0.0.1, port: 5986, identity: any }\nexclude:\n  hosts: ['pc-00?']\nexpect: { min: 1 }\n";

/** Lists in YAML. */
export const yamlLists = listKind("yaml", [Buffer.from(inYaml), ...textsIn([LISTS], /\.yml$/)], runbookWords);

/** Lists in CSV. */
export const csvLists = listKind(
  "csv",
  [
    ...textsIn([LISTS], /\.csv$/),
    Buffer.from('sep=;\r\n#TYPE X\r\n"Name";"Site"\r\n"pc-1";P01\r\n"pc-[2:9]";"a""b"\r\n'),
  ],
  listWords,
);

/** Lists of plain text. */
export const textLists = listKind(
  "text",
  [Buffer.from("pc-1 # why\npc-[2:9]\n\nr[a:c]-1.corp\n"), ...textsIn([LISTS], /\.txt$/)],
  listWords,
);
