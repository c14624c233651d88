import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validateFiles } from "../../src/app/validate.ts";
import { diagnosticCodes } from "../../src/base/codes/index.ts";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import { createSource } from "../../src/model/source.ts";
import { sarifLog } from "../../src/report/sarif.ts";

const CASES = "test/cases/validate";
const log = (diagnostics: readonly Diagnostic[], pathOf = (file: string) => file) =>
  sarifLog(diagnostics, { version: "1.2.3", pathOf });
const runOf = (text: string) => JSON.parse(text).runs[0];

const source = createSource("runbooks/a b.yml", "name: x\nownr: y\n");
const mistake: Diagnostic = {
  code: "INV120",
  severity: "error",
  source,
  from: 8,
  to: 12,
  message: "unknown key `ownr`",
  hint: "Did you mean `owner`?",
};

let all: readonly Diagnostic[];
beforeAll(async () => {
  const names = (await readdir(CASES)).filter((name) => /\.(?:yaml|csv|txt)$/.test(name));
  all = (await validateFiles(names.map((name) => join(CASES, name)))).diagnostics;
});

// Sections of the Static Analysis Results Interchange Format 2.1.0, OASIS Standard with Errata 01.
describe("a SARIF log", () => {
  it("is of version 2.1.0 with one run, even where there is nothing to tell (3.13.2, 3.13.4, 3.14.23)", () => {
    expect(JSON.parse(log([]))).toMatchObject({ version: "2.1.0", runs: [{ results: [] }] });
  });

  it("names the tool and its version (3.18, 3.19.8, 3.19.14) and how columns are counted (3.14.17)", () => {
    expect(runOf(log([mistake]))).toMatchObject({
      tool: { driver: { name: "invrun", semanticVersion: "1.2.3" } },
      columnKind: "utf16CodeUnits",
    });
  });

  it("has a result at its region, whose end is the column behind it (3.27, 3.28, 3.30)", () => {
    expect(runOf(log([mistake])).results).toEqual([
      {
        ruleId: "INV120",
        ruleIndex: 0,
        level: "error",
        message: { text: "unknown key `ownr`. Did you mean `owner`?" },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "runbooks/a%20b.yml", uriBaseId: "%SRCROOT%" },
              region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: 5 },
            },
          },
        ],
        partialFingerprints: { "invrun/v1": expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
  });

  it("weighs by its own words: a hint is a note (3.27.10)", () => {
    const results = (["error", "warning", "hint"] as const).map((severity) => ({ ...mistake, severity }));
    expect(runOf(log(results)).results.map(({ level }: { level: string }) => level)).toEqual([
      "error",
      "warning",
      "note",
    ]);
  });

  it("has each rule once, with its title, its remedy, and a result's index into them (3.19.23, 3.27.6, 3.49)", () => {
    const { tool, results } = runOf(log(all));
    const rules: { id: string; help: { text: string }; shortDescription: { text: string } }[] = tool.driver.rules;
    const found = new Set(all.map(({ code }) => code));
    expect(rules.map(({ id }) => id)).toEqual([...found].sort());
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
    for (const { id, help, shortDescription } of rules) {
      const { title, hint } = diagnosticCodes[id as keyof typeof diagnosticCodes];
      const plain = (text: string) => text.replaceAll("{{", "{").replaceAll("}}", "}");
      expect(plain(help.text)).toBe(`${hint}\n\`invrun explain ${id}\` says more.`);
      expect(plain(shortDescription.text).toLowerCase()).toBe(`${title.toLowerCase()}.`);
    }
  });

  it("holds every mistake of the corpus at the line and column where it is", () => {
    const places = runOf(log(all)).results.map(
      ({ ruleId, locations: [{ physicalLocation }] }: { ruleId: string; locations: [Location] }) =>
        [ruleId, decodeURIComponent(physicalLocation.artifactLocation.uri), physicalLocation.region] as const,
    );
    expect(places.length).toBe(all.length);
    expect(places.length).toBeGreaterThan(300);
    for (const [at, [code, file, region]] of places.entries()) {
      const { source, from, ...diagnostic } = all[at] as Diagnostic;
      const { line, column } = source.place(from);
      expect([code, file, region.startLine, region.startColumn]).toEqual([diagnostic.code, source.name, line, column]);
      // 3.30.8: an end that is told lies behind the beginning.
      if (region.endLine === undefined) continue;
      const { endLine, endColumn = 0 } = region;
      expect(endLine > line || (endLine === line && endColumn > column)).toBe(true);
    }
  });

  it("writes braces twice, which else begin a placeholder, and makes no link (3.11.5, 3.11.6)", () => {
    const [result] = runOf(log([{ ...mistake, message: "[a](http://x) {0}", hint: "" }])).results;
    expect(result.message.text).toBe("[a] (http://x) {{0}}.");
  });

  it("names files by URI: relative to the repository, or with all of their path (3.4.3; RFC 3986 4.2, RFC 8089)", () => {
    const uri = (path: string) =>
      runOf(log([mistake], () => path)).results[0].locations[0].physicalLocation.artifactLocation;
    expect(uri("a:b/ü#?.yml")).toEqual({ uri: "a%3Ab/%C3%BC%23%3F.yml", uriBaseId: "%SRCROOT%" });
    expect(uri("/srv/a b.yml")).toEqual({ uri: "file:///srv/a%20b.yml" });
    expect(uri("D:/srv/a.yml")).toEqual({ uri: "file:///D:/srv/a.yml" });
    expect(uri("\ud800.yml")).toEqual({ uri: "%EF%BF%BD.yml", uriBaseId: "%SRCROOT%" });
  });

  it("holds no command of a pipeline and nothing that a terminal obeys", () => {
    const text = log([{ ...mistake, message: "##vso[task.complete]\u001b[2J\u202e" }]);
    expect(text.replaceAll("\n", "")).not.toMatch(/##vso|\p{C}/u);
  });
});

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine?: number;
      readonly endColumn?: number;
    };
  };
}

/** The unpacked package @microsoft/sarif-multitool-linux (or -win32, -darwin): Microsoft's own validator, with OASIS's schema. */
const multitool = process.env.INVRUN_SARIF_MULTITOOL ?? "";

describe.skipIf(!existsSync(join(multitool, "sarif-2.1.0.json")))(
  "by Microsoft's SARIF Multitool, where INVRUN_SARIF_MULTITOOL names it,",
  () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "invrun-sarif-"));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it("the log of the whole corpus is valid against the schema", async () => {
      const schema = JSON.parse(await readFile(join(multitool, "sarif-2.1.0.json"), "utf8"));
      const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
      validate(JSON.parse(log(all)));
      expect(validate.errors ?? []).toEqual([]);
    });

    it("the validator misses nothing in it but an address to learn more at, which this tool has none of", async () => {
      const file = join(folder, "corpus.sarif");
      const found = join(folder, "found.sarif");
      await writeFile(file, log(all));
      const { error } = spawnSync(join(multitool, "Sarif.Multitool"), ["validate", file, "--output", found], {
        env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
      });
      expect(error).toBeUndefined();
      const text = (await readFile(found, "utf8")).replace(/^\ufeff/, "");
      const results: { ruleId: string }[] = JSON.parse(text).runs[0].results;
      expect(results.map(({ ruleId }) => ruleId)).toEqual(["SARIF2005"]);
    });
  },
);
