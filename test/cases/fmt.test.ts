import { readdirSync, readFileSync } from "node:fs";
import { chmod, lstat, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatFiles, formatSource } from "../../src/app/format.ts";
import { replaceFile } from "../../src/app/format-file.ts";
import { createSource } from "../../src/model/source.ts";
import { runCli } from "../support/cli.ts";

const cases = new URL("./fmt/", import.meta.url);
const names = readdirSync(cases)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => name.slice(0, -".yaml".length));
const read = (file: string) => readFileSync(new URL(file, cases), "utf8");
const form = (text: string) => formatSource(createSource("x.yaml", text)).fresh;

describe("an untidy file", () => {
  it.each(names)("%s: has this form, which is its own", (name) => {
    expect(form(read(`${name}.yaml`))).toBe(read(`${name}.out`));
    expect(form(read(`${name}.out`))).toBe(read(`${name}.out`));
  });
});

describe("files", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "invrun-fmt-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const input = Readable.from([]);
  const file = async (name: string, text: string | Buffer) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const fmt = (paths: readonly string[], check = false) => formatFiles({ paths, check, input }, false);

  it("are rewritten in place, and left alone once they have their form", async () => {
    const path = await file("a.yml", read("comments.yaml"));
    const first = await fmt([path]);
    expect(first).toEqual({ output: `${path}: rewritten\n`, count: "1 file, 1 rewritten", wrong: false });
    expect(await readFile(path, "utf8")).toBe(read("comments.out"));
    const { ino } = await stat(path);
    expect(await fmt([path])).toEqual({ output: "", count: "1 file, nothing to rewrite", wrong: false });
    expect((await stat(path)).ino).toBe(ino);
  });

  it("are told how many names were put in quotes", async () => {
    const path = await file("b.yml", read("list-of-targets.yaml"));
    expect((await fmt([path])).output).toBe(`${path}: rewritten, one name put in quotes\n`);
  });

  it("keep a byte order mark and the line ends of Windows", async () => {
    const path = await file("bom.yml", "\ufeffname:   a\r\nsteps: [ ]\r\n");
    await fmt([path]);
    expect(await readFile(path, "utf8")).toBe("\ufeffname: a\r\nsteps: []\r\n");
  });

  it.skipIf(process.platform === "win32")("keep their mode, and links to them stay links", async () => {
    const path = await file("mode.yml", "name:   a\n");
    await chmod(path, 0o640);
    await symlink(path, join(folder, "link.yml"));
    await fmt([join(folder, "link.yml")]);
    expect(await readFile(path, "utf8")).toBe("name: a\n");
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect((await lstat(join(folder, "link.yml"))).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("that are not YAML are left alone and reported as `validate` does; the others are rewritten", async () => {
    const bad = await file("bad.yml", "name:   a\nsteps:\n\t- wait: 90s\n");
    const good = await file("good.yml", "name:   a\n");
    const { output, wrong } = await fmt([bad, good, join(folder, "none.yml")]);
    expect(output).toContain("bad.yml:3:1 error INV117 the line is indented with a tab\n");
    expect(output).toContain("good.yml: rewritten\n");
    expect(output).toContain("INV101");
    expect(wrong).toBe(true);
    expect(await readFile(bad, "utf8")).toContain("name:   a");
  });

  it("under --check are named with the first line that differs, and nothing is written", async () => {
    const path = await file("check.yml", "name: a\nowner: b  \nsteps: []\n");
    const done = await file("done.yml", "name: a\nsteps: []\n");
    const { output, wrong } = await fmt([done, path], true);
    expect(output).toBe(`${path}:2: not in its canonical form\n    - owner: b··\n    + owner: b\n`);
    expect(wrong).toBe(true);
    expect(await readFile(path, "utf8")).toContain("b  \n");
    expect(await fmt([done], true)).toEqual({ output: "", count: "1 file, nothing to rewrite", wrong: false });
  });

  it("under --check differ in their line ends or last line alone as well", async () => {
    const mixed = await file("mixed.yml", "name: a\r\nsteps: []\r\nowner: b\n");
    const open = await file("open.yml", "name: a");
    const { output } = await fmt([mixed, open], true);
    expect(output).toBe(
      `${mixed}:3: not in its canonical form\n    - owner: b\n    + owner: b (CRLF)\n${open}:1: not in its canonical form\n    - name: a (no line end)\n    + name: a\n`,
    );
  });

  it("that cannot be written are refused: INV308", async () => {
    await expect(replaceFile(join(folder, "gone.yml"), "x")).rejects.toMatchObject({ code: "INV308", exit: 2 });
  });

  it("come from standard input as well, and go to standard output", async () => {
    const request = { paths: ["-"], check: false, input: Readable.from([Buffer.from("name:   a"), Buffer.from("b\n")]) };
    expect(await formatFiles(request, false)).toEqual({ output: "name: ab\n", count: "", wrong: false });
    const check = { ...request, check: true, input: Readable.from([Buffer.from("name:   a\n")]) };
    expect((await formatFiles(check, false)).output).toContain("<stdin>:1: not in its canonical form");
  });
});

describe("the command", () => {
  it("gives 0 for the examples, and 2 for what is not in its form", async () => {
    const examples = readdirSync("runbooks")
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => `runbooks/${name}`);
    const stderr = `${examples.length} files, nothing to rewrite\n`;
    expect(await runCli(["fmt", "--check", ...examples])).toEqual({ code: 0, stdout: "", stderr });
    const run = await runCli(["fmt", "--check", "test/cases/fmt/comments.yaml"]);
    expect(run.code).toBe(2);
    expect(run.stdout).toContain("test/cases/fmt/comments.yaml:1: not in its canonical form\n");
  });
});
