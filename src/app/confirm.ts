import { createInterface } from "node:readline/promises";
import { Refusal } from "../base/refusal.ts";

/** Above so many targets a person at a terminal is asked. */
export const ASK_ABOVE = 20;

export interface ConfirmOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** What is about to be done. */
  readonly question: string;
  /** The number that must be typed. */
  readonly targets: number;
}

/** Shows what will be done and waits for the number of targets to be typed; anything else is a no. */
export async function confirm({ input, output, question, targets }: ConfirmOptions): Promise<void> {
  const lines = createInterface({ input, output });
  const closed = new Promise<string>((resolve) => {
    lines.once("close", () => resolve(""));
    lines.once("SIGINT", () => resolve(""));
  });
  try {
    const answer = await Promise.race([lines.question(question), closed]);
    if (answer.trim() !== String(targets)) throw new Refusal("INV303", "Not confirmed; nothing was touched.");
  } finally {
    lines.close();
  }
}
