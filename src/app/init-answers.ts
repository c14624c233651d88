import { join, resolve } from "node:path";
import { diagnosticCodes } from "../base/codes/index.ts";
import { Refusal } from "../base/refusal.ts";
import type { Person } from "./init-ask.ts";
import { checkAnswers, type InitCheck, readColumns } from "./init-check.ts";
import { type InitFlags, type Want, wants } from "./init-questions.ts";
import type { InitAnswers } from "./init-text.ts";

/** A sentence on what is wrong with an answer, and a remedy. */
export interface Objection {
  readonly message: string;
  readonly hint: string;
}

/** Where answers come from. */
export interface AnswerSources {
  readonly flags: InitFlags;
  /** Null where nobody is to be asked: what the flags leave out has its default. */
  readonly person: Person | null;
  /** What the name would be without another word. */
  readonly name: string;
  /** The directory in which the runbook is to lie. */
  readonly directory: string;
  /** What stands against a name but its spelling. Null: nothing. */
  readonly objectTo: (name: string) => Promise<Objection | null>;
}

/** Answers that make a sound runbook, and the check of it. */
export interface Settled extends InitCheck {
  readonly answers: InitAnswers;
}

/**
 * Takes each answer from its flag, asks for it, or takes its default. A wrong answer of a person is asked for again, a
 * wrong flag is INV310. Null where the person left.
 */
export async function settleAnswers(sources: AnswerSources): Promise<Settled | null> {
  const { flags, directory, name } = sources;
  const path = join(directory, "runbook.yml");
  let answers: InitAnswers = {
    name,
    owner: null,
    inventories: ["hardware", "software"],
    full: true,
    hosts: [],
    list: null,
    credential: null,
    targets: null,
  };
  for (const want of wants(flags, directory)) {
    const next = await settleOne(want(answers), { ...sources, answers, path });
    if (next === null) return null;
    answers = next;
  }
  const { targets } = await checkAnswers(answers, path);
  answers = { ...answers, targets };
  return { answers, ...(await checkAnswers(answers, path)) };
}

interface Settling extends AnswerSources {
  readonly answers: InitAnswers;
  readonly path: string;
}

async function settleOne(want: Want, settling: Settling): Promise<InitAnswers | null> {
  const { person, answers } = settling;
  for (let given = want.given; ; given = undefined) {
    if (given === undefined && person === null && want.fallback === null)
      throw new Refusal("INV310", "No computers are named.", {
        hint: "Pass --host NAME, as often as needed, or --from FILE with a list of them.",
      });
    const answer = given ?? (person === null ? want.fallback : await person.ask(want));
    if (answer === null) return null;
    const taken = want.take(answers, answer);
    const next = typeof taken === "string" ? null : await withColumn(taken, settling);
    if (next === "left") return null;
    const objection = next === null ? { message: "", hint: taken as string } : await objectionTo(next, want, settling);
    if (objection === null) return next;
    if (given !== undefined || person === null)
      throw new Refusal("INV310", `${want.flag}: ${objection.message || "this will not do"}.`, {
        hint: objection.hint,
      });
    for (const line of [objection.message, objection.hint]) if (line !== "") person.tell(`  ${line}`);
  }
}

async function objectionTo(next: InitAnswers, want: Want, settling: Settling): Promise<Objection | null> {
  const [mistake] = (await checkAnswers(next, settling.path)).mistakes;
  if (mistake?.code === "INV101" && mistake.hint.includes("runbook.yml"))
    return { message: mistake.message, hint: diagnosticCodes.INV101.hint };
  if (mistake !== undefined) return mistake;
  return want.flag === "--name" ? settling.objectTo(next.name) : null;
}

/** The answers with the column of a CSV whose column of names cannot be told by its heading. */
async function withColumn(answers: InitAnswers, settling: Settling): Promise<InitAnswers | "left"> {
  const { list } = answers;
  if (list === null || list === settling.answers.list || list.column !== null) return answers;
  const { mistakes } = await checkAnswers(answers, settling.path);
  const columns = mistakes[0]?.code === "INV212" ? await readColumns(resolve(settling.directory, list.path)) : null;
  if (columns === null) return answers;
  const { all, likely } = columns;
  const named = (column: string): InitAnswers => ({ ...answers, list: { ...list, column } });
  const { person } = settling;
  if (person === null) {
    if (likely.length === 1) return named(likely[0] as string);
    const hint = `Name it with --column; there are: ${all.join(", ")}.`;
    throw new Refusal("INV310", `Which column of ${list.path} holds the names cannot be told.`, { hint });
  }
  for (;;) {
    const text = `Which column holds the names: ${all.join(", ")}`;
    const answer = await person.ask({ text, fallback: likely[0] ?? null });
    if (answer === null) return "left";
    const column = all.find((heading) => heading.toLowerCase() === answer.toLowerCase());
    if (column !== undefined && column !== "") return named(column);
    person.tell("  There is no such column.");
  }
}
