import { marked, type Token, type Tokens } from "marked";

/** The kinds of mark that a page is made of, each once. */
export function kindsOf(page: string): readonly string[] {
  return [...new Set(kindsBelow(marked.lexer(page)))];
}

function kindsBelow(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => {
    const table = token.type === "table" ? (token as Tokens.Table) : null;
    const cells = table === null ? [] : [...table.header, ...table.rows.flat()];
    const below = [...("tokens" in token ? (token.tokens ?? []) : []), ...cells.flatMap((cell) => cell.tokens)];
    return [token.type, ...kindsBelow(below)];
  });
}

/** The table right under a heading, as the texts that a reader sees in its rows; without a heading, the first there is. */
export function tableOf(page: string, heading: string | null): readonly (readonly string[])[] {
  const tokens = marked.lexer(page);
  const at = heading === null ? 0 : tokens.findIndex((token) => token.type === "heading" && seen([token]) === heading);
  if (at === -1) return [];
  const table = tokens.slice(at + 1).find(({ type }) => type !== "space");
  return table?.type === "table" ? (table as Tokens.Table).rows.map((row) => row.map((cell) => seen(cell.tokens))) : [];
}

/** How many headings there are. */
export function headingsOf(page: string): number {
  return marked.lexer(page).filter(({ type }) => type === "heading").length;
}

/** All text that is no code, in which GitHub and GitLab look for mentions and references. */
export function textsOf(page: string): string {
  return marked
    .lexer(page)
    .map((token) => {
      const cells =
        token.type === "table" ? [...(token as Tokens.Table).header, ...(token as Tokens.Table).rows.flat()] : [];
      return cells.length === 0 ? bare([token]) : cells.map((cell) => bare(cell.tokens)).join("\n");
    })
    .join("\n");
}

function bare(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === "codespan") return " ";
      return "tokens" in token && token.tokens ? bare(token.tokens) : (token as Tokens.Text).text;
    })
    .join("");
}

function seen(tokens: readonly Token[]): string {
  return tokens
    .map((token) => ("tokens" in token && token.tokens ? seen(token.tokens) : (token as Tokens.Text).text))
    .join("")
    .replaceAll("&#124;", "|");
}
