import { type RefusalCode, refusalCodes } from "./codes/index.ts";

/** A command will not begin, and nothing was touched: a credential is missing, a file cannot be written. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  readonly hint: string;
  /** The exit code of the command. */
  readonly exit: 2 | 3 | 5;

  constructor(code: RefusalCode, message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    const row = refusalCodes[code];
    this.code = code;
    this.hint = options.hint ?? row.hint;
    this.exit = row.exit;
  }
}
