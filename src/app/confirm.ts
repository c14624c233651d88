import { createInterface } from "node:readline/promises";
import { Refusal } from "../base/refusal.ts";
import { type Plan, planTargets } from "../model/plan.ts";
import { question } from "../report/question.ts";

/** Above so many targets a person at a terminal is asked. */
const ASK_ABOVE = 20;

/** Where the question is shown and answered. */
export interface ConfirmOptions {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/**
 * Above a few targets, shows a person what will be done and waits for the number of targets to be typed; anything else
 * is a no. Without a terminal there is nobody to ask.
 */
export async function confirm(plan: Plan, { input, output }: ConfirmOptions): Promise<void> {
  const targets = planTargets(plan).length;
  if (targets <= ASK_ABOVE || input.isTTY !== true || output.isTTY !== true) return;
  const lines = createInterface({ input, output });
  const closed = new Promise<string>((resolve) => {
    lines.once("close", () => resolve(""));
    lines.once("SIGINT", () => resolve(""));
  });
  try {
    const answer = await Promise.race([lines.question(question(plan)), closed]);
    if (answer.trim() !== String(targets)) throw new Refusal("INV303", "Not confirmed; nothing was touched.");
  } finally {
    lines.close();
  }
}
