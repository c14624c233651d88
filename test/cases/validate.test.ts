import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkText, loadRunbook, validateFiles } from "../../src/app/validate.ts";
import { validationFormats } from "../../src/app/validation-formats.ts";
import { diagnosticCodes } from "../../src/base/codes/index.ts";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import { createSource } from "../../src/model/source.ts";

const cases = new URL("./validate/", import.meta.url);
const folderOfCases = "test/cases/validate/";
/** Each file here is a case; those in `lists/` are what cases name. */
const files = readdirSync(cases).filter((name) => /\.(?:ya?ml|csv|txt|ini)$/.test(name));
const answerOf = (file: string) => file.replace(/\.\w+$/, ".out");
const read = (file: string) => readFileSync(new URL(file, cases), "utf8");
const check = async (file: string) => (await validateFiles([`${folderOfCases}${file}`])).diagnostics;
const shown = (diagnostics: readonly Diagnostic[]) =>
  validationFormats.text({ files: 1, diagnostics }, { color: false, version: "0.1.0" }).replaceAll(folderOfCases, "");

describe("a bad file", () => {
  it.each(files)("%s: is answered word for word", async (file) => {
    expect(shown(await check(file))).toBe(read(answerOf(file)));
  });

  it("has an expected answer each, and no answer is left over", () => {
    const answers = readdirSync(cases).filter((name) => name.endsWith(".out"));
    expect(answers.sort()).toEqual(files.map(answerOf).sort());
  });
});

describe("nine different mistakes", () => {
  it("give nine diagnostics, each at the line and column where the mistake was made", async () => {
    const found = await check("nine-mistakes.yaml");
    const { diagnostics } = JSON.parse(validationFormats.json({ files: 1, diagnostics: found }));
    // Each mistake stands in the file once; what is blamed is its first character.
    const text = read("nine-mistakes.yaml");
    const source = createSource("nine", text);
    const blamed = ["ownr", "0012345", "PC-117", "ntml", "auth: negotiate", "rate:", "0\n\nsteps", "on-error", "30\n"];
    const places = blamed.map((mark) => source.place(text.indexOf(mark)));
    expect(diagnostics.map(({ line, column }: { line: number; column: number }) => ({ line, column }))).toEqual(places);
  });
});

describe("files that are no runbooks", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "invrun-validate-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const good = read("../../../runbooks/hardware-only.yml");
  const codesOf = async (name: string, bytes: string | Buffer) => {
    await writeFile(join(folder, name), bytes);
    const { diagnostics } = await validateFiles([join(folder, name)]);
    return diagnostics.map(({ code, source, from }) => `${code} ${source.place(from).line}`);
  };

  it("with a byte order mark or the line ends of Windows are as good as without", async () => {
    expect(await codesOf("bom.yml", `\ufeff${good}`)).toEqual([]);
    expect(await codesOf("crlf.yml", good.replaceAll("\n", "\r\n"))).toEqual([]);
  });

  it("have one digest, whatever their line ends and byte order mark", async () => {
    await writeFile(join(folder, "lf.yml"), good);
    await writeFile(join(folder, "both.yml"), `\ufeff${good.replaceAll("\n", "\r\n")}`);
    const [lf, both] = await Promise.all(["lf.yml", "both.yml"].map((name) => loadRunbook(join(folder, name))));
    expect(both?.runbook?.digest).toBe(lf?.runbook?.digest);
    expect(lf?.runbook?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("with the line ends of Windows have their mistakes at the same places", async () => {
    const text = read("nine-mistakes.yaml");
    const place = (source: string) =>
      checkText(createSource("x", source)).map(({ code, source, from }) => ({ code, ...source.place(from) }));
    expect(place(text.replaceAll("\n", "\r\n"))).toEqual(place(text));
  });

  it("are empty", async () => {
    expect(await codesOf("empty.yml", "")).toEqual(["INV103 1"]);
    expect(await codesOf("blank.yml", " \n\n")).toEqual(["INV103 1"]);
  });

  it("are UTF-16, with a byte order mark or without", async () => {
    expect(await codesOf("utf16.yml", Buffer.from(`\ufeff${good}`, "utf16le"))).toEqual(["INV102 1"]);
    expect(await codesOf("bare16.yml", Buffer.from(good, "utf16le"))).toEqual(["INV102 1"]);
  });

  it("are no text", async () => {
    expect(await codesOf("run.exe", Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0]))).toEqual(["INV102 1"]);
  });

  it("hold a letter in an old code page, which is shown in its line", async () => {
    const latin = Buffer.concat([Buffer.from("name: a\nowner: B"), Buffer.from([0xfc]), Buffer.from("ro\n")]);
    expect(await codesOf("latin1.yml", latin)).toEqual(["INV102 2"]);
  });

  it("are larger than any runbook", async () => {
    expect(await codesOf("large.yml", Buffer.alloc(8 * 1024 * 1024 + 1, "# a comment\n"))).toEqual(["INV104 1"]);
  });

  it("are not there; the nearest name is offered", async () => {
    await writeFile(join(folder, "kiosks.yml"), good);
    const { diagnostics } = await validateFiles([join(folder, "kisoks.yml")]);
    expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([["INV101", "Did you mean `kiosks.yml`?"]]);
  });

  it("are directories, or lie below a file", async () => {
    await writeFile(join(folder, "file"), "");
    const { diagnostics } = await validateFiles([folder, join(folder, "file", "x.yml")]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["INV101", "INV101"]);
  });

  it.skipIf(process.platform === "win32")("are links that lead back to themselves", async () => {
    await symlink(join(folder, "loop.yml"), join(folder, "loop.yml"));
    const { diagnostics } = await validateFiles([join(folder, "loop.yml")]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["INV101"]);
  });

  it("are checked one by one, those that can be", async () => {
    await writeFile(join(folder, "good.yml"), good);
    const { files, diagnostics } = await validateFiles([join(folder, "none.yml"), join(folder, "good.yml")]);
    expect(files).toBe(2);
    expect(diagnostics.map(({ code }) => code)).toEqual(["INV101"]);
  });
});

describe("a list in place of a runbook's targets", () => {
  it("is checked together with the runbook, and the runbook's excludes stand", async () => {
    const folder = await mkdtemp(join(tmpdir(), "invrun-targets-"));
    const list = join(folder, "targets.yml");
    await writeFile(list, 'hosts: ["LAB-[d:f].corp.example", pc-1]\n');
    const loaded = await loadRunbook("runbooks/full-inventory.yml", list);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded.selection.targets.map(({ name }) => name)).toEqual(["LAB-d.corp.example", "pc-1"]);
    expect(loaded.selection.excluded).toEqual(["LAB-e.corp.example", "LAB-f.corp.example"]);
    await rm(folder, { recursive: true });
  });

  it("that cannot be read leaves no runbook to run", async () => {
    const loaded = await loadRunbook("runbooks/full-inventory.yml", "no-such-list.yml");
    expect(loaded.runbook).toBeNull();
    expect(loaded.diagnostics.map(({ code }) => code)).toEqual(["INV101"]);
  });
});

describe("the corpus", () => {
  it("provokes every diagnostic that a text can have", async () => {
    const found = await Promise.all(files.map(check));
    const provoked = new Set(found.flat().map(({ code }) => code as string));
    const ofFiles = ["INV101", "INV102"];
    // Of configurations (test/config), of what the site, the directory and commands answer (test/app), and of texts elsewhere.
    const ofOthers = /^INV(?:18[5-9]|190|198|22[89]|23\d|24[5-9])$/;
    const codes = Object.keys(diagnosticCodes).filter((code) => !ofOthers.test(code));
    expect([...new Set([...provoked, ...ofFiles])].filter((code) => !ofOthers.test(code)).sort()).toEqual(codes.sort());
  });
});

const built = existsSync(new URL("../../dist/main.js", import.meta.url));
const cli = (...args: string[]) =>
  spawnSync(process.execPath, ["bin/run.js", "validate", ...args], { encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } });

describe.skipIf(!built)("the command", () => {
  it("prints the mistakes to standard output and gives 2", () => {
    const { status, stdout, stderr } = cli("test/cases/validate/nine-mistakes.yaml");
    expect(stdout.replaceAll("test/cases/validate/", "")).toBe(read("nine-mistakes.out"));
    expect(stderr).toBe("");
    expect(status).toBe(2);
  });

  it("prints JSON of the agreed shape", () => {
    const { status, stdout } = cli("--json", "test/cases/validate/basic-without-tls.yaml");
    expect(JSON.parse(stdout)).toEqual({
      diagnostics: [
        {
          file: "test/cases/validate/basic-without-tls.yaml",
          line: 3,
          column: 9,
          severity: "error",
          code: "INV150",
          message: "`auth: basic` needs `tls: true`",
          hint: diagnosticCodes.INV150.hint,
        },
      ],
    });
    expect(status).toBe(2);
  });

  it("gives 0 for the examples, and for a file with warnings alone", () => {
    const examples = readdirSync("runbooks").filter((name) => name.endsWith(".yml"));
    const { status, stdout } = cli(...examples.map((name) => `runbooks/${name}`));
    expect(stdout).toBe(`${examples.length} files, no mistakes\n`);
    expect(status).toBe(0);
    expect(cli("test/cases/validate/ca-without-tls.yaml").status).toBe(0);
  });

  it("asks for a file where none is named", () => {
    expect(cli().status).toBe(2);
  });

  it("colours nothing when it is told so, though colours are forced", () => {
    const text = execFileSync(process.execPath, ["bin/run.js", "validate", "--no-color", "runbooks/kiosks.yml"], {
      encoding: "utf8",
      env: { ...process.env, FORCE_COLOR: "1" },
    });
    expect(text).toBe("1 file, no mistakes\n");
  });
});
