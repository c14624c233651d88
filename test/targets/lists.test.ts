import { describe, expect, it } from "vitest";
import { createSource } from "../../src/model/source.ts";
import { listFormat, parseTargets } from "../../src/targets/parse.ts";

const read = (file: string, text: string) => {
  const source = createSource(file, text);
  const { selection, diagnostics } = parseTargets(source);
  return {
    names: selection?.hosts.map(({ name }) => name),
    codes: diagnostics.map(({ code }) => code),
    lines: selection?.hosts.map(({ from }) => source.place(from).line),
  };
};
const csv = (text: string) => read("x.csv", text);

describe("a list's form", () => {
  it("is told by its ending", () => {
    expect(["a.CSV", "a.tsv", "a.txt", "hosts", "dir.csv/hosts", "a.yml", "a.YAML"].map(listFormat)).toEqual([
      ...["csv", "csv", "text", "text", "text"],
      ...["yaml", "yaml"],
    ]);
    expect(["a.xlsx", "a.toml", "inventory.cfg"].map(listFormat)).toEqual([null, null, null]);
  });
});

describe("a text", () => {
  it("holds a name or range a line, with comments and blank lines, whatever its line ends", () => {
    const text = "# lab\r\n  pc-1  # one\r\n\r\npc-[2:9].corp\rpc-3#x\n";
    expect(read("x.txt", text).names).toEqual(["pc-1", "pc-[2:9].corp", "pc-3#x"]);
  });
});

describe("a CSV", () => {
  it("as RFC 4180 has it: quotes, doubled quotes, commas and line breaks within quotes", () => {
    const text = 'Note,Name\r\n"a, ""b""\r\nc",pc-1\r\nplain,"pc-2"\r\n';
    expect(csv(text)).toEqual({ names: ["pc-1", "pc-2"], codes: [], lines: [3, 4] });
  });

  it("as Excel writes it: semicolons, tabs, a line that names the separator", () => {
    expect(csv("Standort;Name\nBerlin, Mitte;pc-1\n").names).toEqual(["pc-1"]);
    expect(csv("Name\tOS\npc-1\tWindows 11\n").names).toEqual(["pc-1"]);
    expect(csv("sep=;\r\nName;a,b,c\r\npc-1;x\r\n").names).toEqual(["pc-1"]);
    expect(csv("sep=|\nOS|Name\nx|pc-1\n").names).toEqual(["pc-1"]);
  });

  it("as Windows PowerShell writes it, with the type of its objects above the header", () => {
    const text =
      '#TYPE Microsoft.ActiveDirectory.Management.ADComputer\r\n"DNSHostName","Enabled"\r\n"pc-1.corp","True"';
    expect(csv(text).names).toEqual(["pc-1.corp"]);
  });

  it("of one column needs no separator", () => {
    expect(csv("Computer\npc-1\n\npc-2").names).toEqual(["pc-1", "pc-2"]);
  });

  it("finds the column of names by its heading, however that is written; the first in the order of preference", () => {
    for (const heading of ["NAME", "Computer Name", "computer_name", "Host-Name", "DNS Host Name", "Device name"])
      expect(csv(`Owner,${heading}\nx,pc-1\n`).names).toEqual(["pc-1"]);
    expect(csv("DNSHostName,Name\npc-1.corp,pc-1\n").names).toEqual(["pc-1"]);
  });

  it("whose rows are short, long or nameless is read all the same, and that is said once", () => {
    expect(csv("Owner,Name\nx\ny,\nz,pc-1,more\n")).toEqual({ names: ["pc-1"], codes: ["INV214"], lines: [4] });
  });

  it("with a quote that is never closed names nobody", () => {
    expect(csv('Name,Note\npc-1,"x\npc-2,y\n')).toMatchObject({ names: [], codes: ["INV213"] });
  });

  it("of as many quotes as fit into it is read in time in proportion to them", () => {
    expect(csv(`Name\n${'""'.repeat(200_000)}\n`).codes).toEqual([]);
  });
});
