import { createInterface } from "node:readline/promises";
import { Refusal } from "../base/refusal.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import { question } from "../report/question.ts";
import type { Terminal } from "./init-ask.ts";

/** Above so many targets a person at a terminal is asked. */
const ASK_ABOVE = 20;

/**
 * Above a few targets, shows a person what will be done and waits for the number of targets to be typed; anything else
 * is a no. Without a terminal there is nobody to ask; but a person who looks at one and gave the list on standard input is
 * there and cannot answer: INV372.
 */
export async function confirm(plan: Plan, terminal: Terminal, { listOnInput = false } = {}): Promise<void> {
  const targets = planTargets(plan).length;
  if (targets <= ASK_ABOVE) return;
  if (listOnInput && terminal.output.isTTY === true)
    throw new Refusal(
      "INV372",
      `${targets.toLocaleString("en")} targets came on standard input, which cannot confirm them.`,
    );
  if (!isTerminal(terminal)) return;
  if (!(await typesNumber(targets, question(plan, terminal.output.columns ?? null), terminal)))
    throw new Refusal("INV303", "Not confirmed; nothing was touched.");
}

/** Whether there is somebody to ask. */
export function isTerminal({ input, output }: Terminal): boolean {
  return input.isTTY === true && output.isTTY === true;
}

/** Asks a person, and tells whether the answer is that number. What is said next begins on a line of its own. */
export async function typesNumber(number: number, text: string, { input, output }: Terminal): Promise<boolean> {
  const lines = createInterface({ input, output });
  const closed = new Promise<null>((resolve) => {
    lines.once("close", () => resolve(null));
    lines.once("SIGINT", () => resolve(null));
  });
  try {
    const answer = await Promise.race([lines.question(text), closed]);
    if (answer === null) output.write("\n");
    return answer?.trim() === String(number);
  } finally {
    lines.close();
  }
}
