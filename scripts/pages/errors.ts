import { type CodeKind, codeFamilies } from "../../src/base/codes/families.ts";
import { type CodeExplanation, codeExplanations } from "../../src/report/explain-code.ts";
import { opening, type Page } from "./page.ts";

const ABOUT = "`invrun explain CODE` prints what stands here.";

const KINDS: readonly { readonly kind: CodeKind; readonly title: string; readonly about: string }[] = [
  {
    kind: "diagnostic",
    title: "Mistakes in a text",
    about:
      "A runbook or target file is wrong. All its mistakes are shown at once, each at its line and column; nothing was touched. Exit code 2.",
  },
  { kind: "refusal", title: "Refusals", about: "The command refuses before anything is touched." },
  {
    kind: "fault",
    title: "Faults",
    about:
      "The world said no to one step of one computer. It is written down there; the other computers go on. Exit code 4 or 6, unless the run's criterion is met all the same.",
  },
];

/** docs/errors.md: every code, what it means, what may lie behind it and what to do about it. */
export function errorsPage(): Page {
  const sections = KINDS.flatMap(({ kind, title, about }) => [`## ${title}`, about, ...families(kind)]);
  return {
    path: "docs/errors.md",
    text: `${[opening("Codes", "src/base/codes"), ABOUT, ...sections].join("\n\n")}\n`.replace(/\n{3,}/g, "\n\n"),
  };
}

function families(kind: CodeKind): readonly string[] {
  return codeFamilies
    .filter((family) => family.kind === kind)
    .flatMap(({ hundred, title, rows }) => [
      `*INV${hundred}xx: ${title}.*`,
      ...codeExplanations.filter(({ code }) => code in rows).map(entry),
    ]);
}

function entry({ code, kind, title, causes, remedy, consequence }: CodeExplanation): string {
  const behind =
    causes.length === 0 ? [] : [["What may lie behind it:", "", ...causes.map((cause) => `- ${cause}`)].join("\n")];
  const follows = kind === "diagnostic" ? [] : [`*${consequence}*`];
  return [`### ${code}: ${title}`, ...behind, remedy, ...follows].join("\n\n");
}
