import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadRunbook, validateFiles } from "../../src/app/validate.ts";
import { renderDiagnostics } from "../../src/report/diagnostics.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-lists-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const put = async (name: string, content: string | Buffer) => {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), content);
  return join(folder, name);
};
const book = (targets: string) => put("books/book.yml", `name: n\ntargets: ${targets}\nsteps: [{ wait: 1s }]\n`);
const load = async (targets: string, list: string | null = null) => {
  const { selection, diagnostics, runbook } = await loadRunbook(await book(targets), list);
  const codes = diagnostics.map(({ code, source, from }) => `${code} ${source.place(from).line}`);
  return { names: selection.targets.map(({ name }) => name), excluded: selection.excluded, codes, runbook };
};
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

describe("lists that a runbook names", () => {
  it("lie where they are named from the runbook's directory; a list's own files from that list's", async () => {
    await put("books/here.txt", "pc-1\n");
    await put("lists/all.yml", "hosts: [pc-9]\nfiles: [near.csv]\n");
    await put("lists/near.csv", "Name\npc-2\n");
    expect((await load("{ files: [here.txt, ../lists/near.csv] }")).names).toEqual(["pc-1", "pc-2"]);
    expect((await load("{ files: [nowhere.txt] }", join(folder, "lists/all.yml"))).names).toEqual(["pc-9", "pc-2"]);
    expect((await load(`{ files: ["${join(folder, "lists/near.csv").replaceAll("\\", "/")}"] }`)).names).toEqual(["pc-2"]);
  });

  it("may be UTF-16 with a byte order mark, as Windows PowerShell writes text and CSV", async () => {
    await put("books/wide.csv", utf16('#TYPE X\r\n"Name"\r\n"pc-1"\r\n'));
    await put("books/wide.txt", utf16("pc-2\r\npc-3\r\n").swap16());
    expect(await load("{ files: [wide.csv, wide.txt] }")).toMatchObject({ names: ["pc-1", "pc-2", "pc-3"], codes: [] });
    await put("books/wide.yml", utf16("hosts: [pc-1]\n"));
    expect((await load("{ files: [wide.yml] }")).codes).toEqual(["INV102 2"]);
  });

  it("in an old code page are refused at the letter that is none", async () => {
    await put("books/ansi.csv", Buffer.concat([Buffer.from("Name;Ort\npc-1;K"), Buffer.from([0xf6]), Buffer.from("ln\n")]));
    expect((await load("{ files: [ansi.csv] }")).codes).toEqual(["INV102 2"]);
  });

  it("that are directories, or too large, are refused where they are named", async () => {
    await mkdir(join(folder, "books/folder.csv"), { recursive: true });
    await put("books/large.txt", Buffer.alloc(8 * 1024 * 1024 + 1, "pc-1\n"));
    expect((await load("{ files: [folder.csv, large.txt] }")).codes).toEqual(["INV101 2", "INV104 2"]);
  });

  it("outside the project show nothing of what stands there, links followed, whatever they are read as", async () => {
    const canary = "b3BlbnNzaC1rZXkCANARY/+";
    const key = await put("elsewhere/key", `${canary}==\n[half: ${canary}\n`);
    const odd = await put("elsewhere/odd.txt", Buffer.concat([Buffer.from(canary), Buffer.from([0xf6, 0x0a])]));
    const formats = ["txt", "csv", "yml", "ini"];
    for (const format of formats) {
      await rm(join(folder, `books/link.${format}`), { force: true });
      await symlink(key, join(folder, `books/link.${format}`));
    }
    const lists = [...formats.map((format) => `link.${format}`), "{ path: link.csv, column: Name }", odd];
    for (const list of lists) {
      const written = list === odd ? `"${odd.replaceAll("\\", "/")}"` : list;
      const { diagnostics } = await loadRunbook(await book(`{ files: [${written}] }`), null);
      const shown = renderDiagnostics(diagnostics, { color: false });
      expect(diagnostics.map(({ code, source, from }) => `${code} ${source.place(from).line}`)).toEqual(["INV245 1"]);
      expect(shown).toContain("lies outside the project and has ");
      expect(shown).not.toContain("CANARY");
    }
  });

  it("beside the runbook show nothing of variables that a link leads outside for", async () => {
    const key = await put("elsewhere/vars", "ansible_host: [CANARY\n");
    await put("books/fleet.ini", "pc-1\n[x\n");
    await mkdir(join(folder, "books/host_vars"), { recursive: true });
    await symlink(key, join(folder, "books/host_vars/pc-1"));
    const { diagnostics } = await loadRunbook(await book("{ files: [fleet.ini] }"), null);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["INV220", "INV245"]));
    expect(renderDiagnostics(diagnostics, { color: false })).not.toContain("CANARY");
  });

  it("that cannot be read leave nothing to run, and no doubt about the rest", async () => {
    const { runbook, codes } = await load("{ files: [none.txt], exclude: { hosts: [x] }, expect: { min: 5 } }");
    expect(runbook).toBeNull();
    expect(codes).toEqual(["INV101 2"]);
  });

  it("name each computer once, and say so once a list, however many there are", async () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `pc-${index}`);
    await put("books/long.csv", `Name\n${names.map((name) => `${name.toUpperCase()}.corp`).join("\n")}\n`);
    await put("books/short.txt", names.join("\n"));
    const { names: found, codes } = await load("{ files: [long.csv, short.txt] }");
    expect(found).toHaveLength(5_000);
    expect(found[7]).toBe("PC-7.corp");
    expect(codes).toEqual(["INV210 1"]);
  });

  it("tell thousands of mistakes one by one", async () => {
    await put("books/bad.txt", "pc 1\n".repeat(20_000));
    expect((await load("{ files: [bad.txt] }")).codes).toHaveLength(20_000);
  });
});

describe("excludes", () => {
  it("of a runbook stand for another list, those in its files too; its other files are not read", async () => {
    await put("books/vip.txt", "PC-2\n# the chief\nvip-*\n");
    const list = await put("other.csv", "Name\npc-1.corp\npc-2.corp\nvip-9.corp\n");
    const { names, excluded, codes } = await load("{ files: [none.txt], exclude: { files: [vip.txt] } }", list);
    expect({ names, excluded, codes }).toEqual({ names: ["pc-1.corp"], excluded: ["pc-2.corp", "vip-9.corp"], codes: [] });
  });

  it("of a list that is named hold for that list alone", async () => {
    await put("books/part.yml", 'hosts: ["pc-[1:3]"]\nexclude: { hosts: [pc-2] }\n');
    await put("books/other.txt", "pc-2.corp\n");
    expect((await load("{ files: [part.yml] }")).names).toEqual(["pc-1", "pc-3"]);
    expect((await load("{ files: [part.yml, other.txt] }")).names).toEqual(["pc-1", "pc-3", "pc-2.corp"]);
  });

  it("that cannot be read let nobody be touched", async () => {
    expect((await load("{ hosts: [pc-1], exclude: { files: [none.txt] } }")).runbook).toBeNull();
  });
});

describe("validate", () => {
  it("checks lists by themselves, told by their ending or their first word", async () => {
    const paths = await Promise.all([
      put("a.csv", "Name\npc-1\n"),
      put("a.txt", "pc-1 pc-2\n"),
      put("a.list", "pc-1\n"),
      put("a.yml", "files: [a.csv]\nexclude: { hosts: [pc-9] }\n"),
    ]);
    const { diagnostics } = await validateFiles(paths);
    expect(diagnostics.map(({ code }) => code)).toEqual(["INV201", "INV208"]);
  });
});
