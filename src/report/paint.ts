/** The one escape sequence that this program writes into lines, as a pattern: select graphic rendition, ECMA-48 8.3.117. */
export const PAINTED = "\\u001b\\[[0-9;]*m";

/** Colours for whole lines or words; each gives its text back unchanged where no colour is wanted. */
export interface Paint {
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  bold(text: string): string;
  dim(text: string): string;
}

/** Select graphic rendition, ECMA-48 8.3.117: the code to begin with and the one to end with. */
const CODES = { red: [31, 39], green: [32, 39], yellow: [33, 39], bold: [1, 22], dim: [2, 22] } as const;

/** Asks nobody: whether there is colour is the caller's decision, not the environment's. */
export function createPaint(color: boolean): Paint {
  const brush = ([begin, end]: readonly [number, number]) =>
    color ? (text: string) => `\u001b[${begin}m${text}\u001b[${end}m` : (text: string) => text;
  return {
    red: brush(CODES.red),
    green: brush(CODES.green),
    yellow: brush(CODES.yellow),
    bold: brush(CODES.bold),
    dim: brush(CODES.dim),
  };
}
