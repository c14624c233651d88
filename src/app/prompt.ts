import { Refusal } from "../base/refusal.ts";
import { Secret } from "../base/secret.ts";
import { guardLine, printable } from "../report/printable.ts";

/** A terminal whose keys can be read one by one. */
export interface KeyTerminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Nobody types more, in characters. */
const LONGEST = 4_096;

/**
 * Asks a person for a secret; nothing of it is shown. Throws INV348 where there is no terminal, where the person leaves
 * with Ctrl-C or Ctrl-D, or where nothing was typed.
 */
export async function promptSecret(of: string, terminal: KeyTerminal): Promise<Secret> {
  const { input, output } = terminal;
  if (input.isTTY !== true || output.isTTY !== true || input.setRawMode === undefined)
    throw new Refusal("INV348", `There is no terminal to ask for ${of} at.`);
  const typing = readKeys(input);
  // Only now: what is typed at once after the question must not be shown either.
  output.write(`${guardLine(printable(of))}: `);
  const typed = await typing;
  output.write("\n");
  if (typed === null || typed === "") throw new Refusal("INV348", `Nobody gave ${of}; nothing was touched.`);
  return new Secret(typed);
}

/** What was typed up to Enter; null where the person left. The terminal is as it was afterwards. */
function readKeys(input: KeyTerminal["input"]): Promise<string | null> {
  const decoder = new TextDecoder();
  let typed = "";
  return new Promise((resolve) => {
    const finish = (value: string | null) => {
      input.off("data", onKeys).off("end", onEnd);
      input.setRawMode?.(false);
      input.pause();
      resolve(value);
    };
    const onEnd = () => finish(null);
    const onKeys = (bytes: Buffer | string) => {
      for (const key of typeof bytes === "string" ? bytes : decoder.decode(bytes, { stream: true })) {
        if (key === "\r" || key === "\n") return finish(typed);
        if (key === CTRL_C || key === CTRL_D) return finish(null);
        if (key === BACKSPACE || key === "\b") typed = [...typed].slice(0, -1).join("");
        else if (key === CTRL_U) typed = "";
        else if (typed.length < LONGEST) typed += key;
      }
    };
    input.setRawMode?.(true);
    input.on("data", onKeys).on("end", onEnd);
    input.resume();
  });
}

const CTRL_C = "\u0003";
const CTRL_D = "\u0004";
const CTRL_U = "\u0015";
const BACKSPACE = "\u007f";
