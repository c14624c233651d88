import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validateFiles } from "../../src/app/validate.ts";
import { LanguageServer, serverInstalled } from "./language-server.ts";
import { type SchemaName, underSchema } from "./texts.ts";
import { BEYOND_A_SCHEMA, MARKED_BESIDES } from "./unsaid.ts";

const FOLDER = "test/cases/validate";
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const cases = readdirSync(new URL(`../../${FOLDER}`, import.meta.url)).filter((name) => name.endsWith(".yaml"));
const examples = readdirSync(new URL("../../runbooks", import.meta.url)).filter((name) => name.endsWith(".yml"));

const docs = readdirSync(new URL("../../docs", import.meta.url)).filter((name) => name.endsWith(".md"));
const pages = ["README.md", ...docs.map((name) => `docs/${name}`)];
const blocks = pages.flatMap((page) =>
  [...read(page).matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text], at) => ({
    name: `${page}, block ${at + 1}`,
    text: text as string,
  })),
);
const good = [
  ...examples.map((name) => ({ name, text: read(`runbooks/${name}`) })),
  ...blocks.filter(({ text }) => /^name:/m.test(text) && /^steps:/m.test(text)),
];

/** Words that mislead: of JSON instead of YAML, or of the schema instead of the text. */
const MISLEADING = /schema|object|pattern of|null|boolean|undefined|properties/i;

/** A list of targets is known by its `hosts` at the margin. */
function schemaOf(text: string): SchemaName {
  return /^(hosts|files):/m.test(text) && !/^(name|steps):/m.test(text) ? "targets" : "runbook";
}

interface Mistakes {
  /** By us: errors of this file alone. Lines begin at 1. */
  readonly ours: readonly { readonly code: string; readonly line: number }[];
  /** By the editor: what is underlined, the last line included. */
  readonly theirs: readonly { readonly message: string; readonly first: number; readonly last: number }[];
}

async function mistakesOf(server: LanguageServer, name: string): Promise<Mistakes> {
  const path = `${FOLDER}/${name}`;
  const text = read(path);
  const opened = underSchema(text, schemaOf(text));
  const above = opened.split("\n").length - text.split("\n").length;
  const [problems, { diagnostics }] = await Promise.all([server.open(opened).problems, validateFiles([path])]);
  return {
    ours: diagnostics
      .filter(({ source, severity }) => source.name === path && severity === "error")
      .map(({ code, source, from }) => ({ code, line: source.place(from).line })),
    theirs: problems.map(({ message, range: { start, end } }) => ({
      message,
      first: start.line + 1 - above,
      // An end at the start of a line lies before that line.
      last: Math.max(start.line + 1, end.line + (end.character > 0 ? 1 : 0)) - above,
    })),
  };
}

describe.skipIf(!serverInstalled)("an editor", () => {
  let server: LanguageServer;
  const mistakes = new Map<string, Mistakes>();
  const of = (name: string) => mistakes.get(name) as Mistakes;
  beforeAll(async () => {
    server = await LanguageServer.start();
    // Side by side, since the server waits a moment before it checks a text.
    await Promise.all(cases.map(async (name) => mistakes.set(name, await mistakesOf(server, name))));
  });
  afterAll(() => server.stop());

  it.each(cases)("marks the lines that are wrong: %s", (name) => {
    const { ours, theirs } = of(name);
    const marked = (line: number) => theirs.some(({ first, last }) => first <= line && line <= last);
    const unmarked = new Set(ours.filter(({ line }) => !marked(line)).map(({ code }) => code));
    const known = BEYOND_A_SCHEMA.filter(({ files }) => files.some((file) => `${file}.yaml` === name));
    expect([...unmarked].sort()).toEqual(known.map(({ code }) => code).sort());
  });

  it.each(cases)("marks no other line: %s", (name) => {
    const { ours, theirs } = of(name);
    // What follows a slip of YAML's own syntax, its parser sees otherwise than ours.
    if (ours.some(({ code }) => /^INV1[01]/.test(code))) return;
    const others = theirs.filter(({ first, last }) => !ours.some(({ line }) => first <= line && line <= last));
    const known = MARKED_BESIDES.some(({ file }) => `${file}.yaml` === name);
    expect([name, others.length > 0]).toEqual([name, known]);
  });

  it.each(cases)("misleads nobody: %s", (name) => {
    const own = of(name).theirs.map(({ message }) =>
      message.replaceAll(/`[^`]*`/g, "").replace(/^Property .* is not allowed\.$/, ""),
    );
    expect(own.filter((message) => MISLEADING.test(message))).toEqual([]);
  });

  it("finds nothing wrong with the examples, nor with the runbooks of the pages", async () => {
    const found = await Promise.all(
      good.map(async ({ name, text }) => [name, await server.open(underSchema(text)).problems]),
    );
    expect(found.length).toBeGreaterThan(examples.length);
    expect(found).toEqual(good.map(({ name }) => [name, []]));
  });
});

describe("the list of what a schema cannot say", () => {
  it("names files that are there, and says why", () => {
    for (const { why, files } of BEYOND_A_SCHEMA) {
      expect(why).toMatch(/\.$/);
      expect(files.filter((file) => !cases.includes(`${file}.yaml`))).toEqual([]);
    }
  });
});
