import { statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { Question } from "./init-ask.ts";
import type { InitAnswers, InventoryName } from "./init-text.ts";

/** What the command line says; what it leaves out is asked for, or has its default. */
export interface InitFlags {
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  readonly inventory?: string | undefined;
  readonly delta?: boolean | undefined;
  readonly host?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly column?: string | undefined;
  readonly credential?: string | undefined;
}

/** One answer that is wanted. */
export interface Want extends Question {
  readonly flag: string;
  /** What the command line says of it. */
  readonly given: string | undefined;
  /** The answers with this one among them, or what is wrong with it. */
  take(answers: InitAnswers, answer: string): InitAnswers | string;
}

const INVENTORIES: Readonly<Record<string, readonly InventoryName[]>> = {
  hardware: ["hardware"],
  software: ["software"],
  both: ["hardware", "software"],
};

/** What is wanted, in the order in which it is asked. A name is proposed that says what the answers before it said. */
export function wants(flags: InitFlags, directory: string): readonly ((answers: InitAnswers) => Want)[] {
  const { name, owner, inventory, delta, credential } = flags;
  return [
    () => ({
      flag: "--inventory",
      given: inventory,
      text: "Which inventory: hardware, software or both",
      fallback: "both",
      take: (answers, answer) => {
        const inventories = INVENTORIES[answer.toLowerCase()];
        return inventories === undefined ? "Write hardware, software or both." : { ...answers, inventories };
      },
    }),
    () => ({
      flag: "--delta",
      given: delta === true ? "delta" : undefined,
      text: "Full reports, or a delta of what has changed: full or delta",
      fallback: "full",
      take: (answers, answer) =>
        /^(?:full|delta)$/i.test(answer)
          ? { ...answers, full: answer.toLowerCase() === "full" }
          : "Write full or delta.",
    }),
    (so) => ({
      flag: "--name",
      given: name,
      text: "What the runbook is called",
      fallback: so.name === "" ? proposedName(so) : so.name,
      take: (answers, answer) => (answer === "" ? "A runbook has a name." : { ...answers, name: answer }),
    }),
    () => ({
      flag: "--owner",
      given: owner,
      text: "Who answers for it, such as endpoint-team@corp.example (may be empty)",
      fallback: "",
      take: (answers, answer) => ({ ...answers, owner: answer === "" ? null : answer }),
    }),
    () => targetsWanted(flags, directory),
    () => ({
      flag: "--credential",
      given: credential,
      text: "Credential, by name, such as corp-admin (empty: INVRUN_USERNAME and INVRUN_PASSWORD)",
      fallback: "",
      take: (answers, answer) => ({ ...answers, credential: answer === "" ? null : answer }),
    }),
  ];
}

function proposedName({ full, inventories }: InitAnswers): string {
  return `${full ? "full" : "delta"}-${inventories.length === 2 ? "inventory" : inventories[0]}`;
}

function targetsWanted({ host = [], from, column }: InitFlags, directory: string): Want {
  const listed = (path: string) => ({ path: pathFrom(directory, path), column: column ?? null });
  const given = from ?? host[0];
  return {
    flag: from === undefined ? "--host" : "--from",
    given,
    text: "Which computers: names, ranges such as pc-[001:250], or a file of names (CSV, text, YAML)",
    fallback: null,
    take: (answers, answer) => {
      if (given !== undefined) return { ...answers, hosts: host, list: from === undefined ? null : listed(from) };
      const path = answer.replace(/^(["'])(.*)\1$/, "$2");
      if (isFile(path) || /\.(?:csv|tsv|txt|ya?ml|json)$/i.test(path))
        return { ...answers, hosts: [], list: listed(path) };
      const hosts = answer.split(/[\s,;]+/).filter((word) => word !== "");
      return hosts.length === 0 ? "Name at least one computer, or a file." : { ...answers, hosts, list: null };
    },
  };
}

/** A path as a file in that directory names it: relative where that is possible, with slashes. */
function pathFrom(directory: string, path: string): string {
  const way = relative(resolve(directory), resolve(path));
  return (isAbsolute(way) ? way : way.split(sep).join("/")) || path;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
