import { codeFamilies } from "../base/codes/families.ts";
import { type ExplainedLine, section } from "./explain-page.ts";
import type { Paint } from "./paint.ts";

/** Everything that can be explained, as data. */
export interface Contents {
  readonly steps: readonly { readonly key: string; readonly summary: string }[];
  readonly families: readonly {
    /** As in `INV4xx`. */
    readonly codes: string;
    readonly title: string;
    readonly rows: readonly { readonly code: string; readonly title: string }[];
  }[];
}

/** The whole catalogue, beside these kinds of steps. */
export function contents(steps: Contents["steps"]): Contents {
  return {
    steps: steps.map(({ key, summary }) => ({ key, summary })),
    families: codeFamilies.map(({ hundred, title, rows }) => ({
      codes: `INV${hundred}xx`,
      title,
      rows: Object.entries<{ readonly title: string }>(rows).map(([code, row]) => ({ code, title: row.title })),
    })),
  };
}

/** A list of everything for people, in lines. */
export function contentLines({ steps, families }: Contents, paint: Paint): readonly ExplainedLine[] {
  const widest = Math.max(...steps.map(({ key }) => key.length));
  return [
    paint.bold("Steps"),
    ...steps.map(({ key, summary }) => `  ${key.padEnd(widest)}  ${summary}`),
    ...families.flatMap(({ codes, title, rows }) =>
      section(
        `${codes}: ${title}`,
        rows.map((row) => `${row.code}  ${row.title}`),
        paint,
      ),
    ),
  ];
}
