import type { DiagnosticCode } from "../base/codes/index.ts";

interface Sentence {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string;
  /** What was opened and never closed: there the mistake is to be shown. */
  readonly opening?: "quote" | "bracket";
}

const REST = "What follows it was not checked.";

/** The error codes of the `yaml` package (its documentation, "Errors") in the words of this program. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  BAD_INDENT: {
    code: "INV117",
    message: "this line is indented otherwise than its neighbours",
    hint: `Keys of one map begin in one column. ${REST}`,
  },
  TAB_AS_INDENT: {
    code: "INV117",
    message: "the line is indented with a tab",
    hint: `YAML knows only spaces: use two for each level. ${REST}`,
  },
  BAD_SCALAR_START: {
    code: "INV118",
    message: "a text must not begin with this character",
    hint: "Write the text in quotes.",
  },
  BAD_DQ_ESCAPE: {
    code: "INV110",
    message: "this backslash sequence means nothing in double quotes",
    hint: "Use single quotes, in which a backslash is a backslash.",
  },
  BAD_ALIAS: {
    code: "INV118",
    message: "a `*` at the start means an alias in YAML",
    hint: 'Write the text in quotes, such as "*-lab".',
  },
  MULTILINE_IMPLICIT_KEY: {
    code: "INV111",
    message: "this text runs into the next line, where a colon follows",
    hint: `Is a colon missing on this line? ${REST}`,
  },
  BLOCK_AS_IMPLICIT_KEY: {
    code: "INV117",
    message: "a key cannot begin here",
    hint: `Put it on a line of its own, or the value in quotes. ${REST}`,
  },
};

/** Says what an error of the YAML reader means. `raw` is the reader's own sentence, used where there is no better one. */
export function syntaxMessage(errorCode: string, raw: string): Sentence {
  const quote = /^Missing closing (['"])quote/.exec(raw)?.[1];
  if (quote !== undefined)
    return {
      code: "INV110",
      message: `this ${quote} is never closed`,
      hint: `Close it with ${quote}. ${REST}`,
      opening: "quote",
    };
  const bracket = /^Flow .* end with a ([\]}])/.exec(raw)?.[1];
  if (bracket !== undefined) {
    const message = `this ${bracket === "]" ? "[" : "{"} is never closed`;
    return { code: "INV110", message, hint: `Close it with ${bracket}. ${REST}`, opening: "bracket" };
  }
  const known = SENTENCES[errorCode];
  if (known !== undefined) return known;
  return { code: "INV110", message: `the text is not YAML: ${raw.split("\n")[0]}` };
}
