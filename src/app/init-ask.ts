import { createInterface } from "node:readline/promises";
import { printable } from "../report/printable.ts";

/** One question to a person. */
export interface Question {
  readonly text: string;
  /** What an empty answer means; null where there must be one. */
  readonly fallback: string | null;
}

/** A person who can be asked. */
export interface Person {
  /** The answer, without the blanks around it. Null where the person left. */
  ask(question: Question): Promise<string | null>;
  tell(text: string): void;
  close(): void;
}

/** Where questions are shown and answered. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
}

/** The person at the terminal; null where there is none. */
export function personAt({ input, output }: Terminal): Person | null {
  if (input.isTTY !== true || output.isTTY !== true) return null;
  const lines = createInterface({ input, output });
  const left = new Promise<null>((resolve) => {
    // Ctrl-C and Ctrl-D leave the cursor behind the question.
    const leave = () => {
      output.write("\n");
      resolve(null);
    };
    lines.once("SIGINT", leave);
    lines.once("close", leave);
  });
  output.write("A few questions. Enter takes what stands in brackets; Ctrl-C leaves, and nothing is written.\n");
  return {
    async ask({ text, fallback }) {
      const shown = fallback === null || fallback === "" ? "" : ` [${printable(fallback)}]`;
      // Some versions of Node refuse the question, others leave it open, when its terminal is closed.
      const answer = await Promise.race([lines.question(`${text}${shown}: `).catch(() => null), left]);
      if (answer === null) return null;
      return answer.trim() === "" ? (fallback ?? "") : answer.trim();
    },
    tell: (text) => void output.write(`${text}\n`),
    close() {
      lines.removeAllListeners("close");
      lines.close();
    },
  };
}
