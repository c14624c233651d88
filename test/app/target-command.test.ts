import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { askCommands } from "../../src/app/target-command.ts";
import { settleText } from "../../src/app/validate.ts";
import { Refusal } from "../../src/base/refusal.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { createSource } from "../../src/model/source.ts";
import { configurationOf } from "../support/configurations.ts";

const folder = mkdtempSync(join(tmpdir(), "invrun-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs this script of Node as the command `cmdb`. */
const ask = (script: string, more = "", targets = "commands: [cmdb], expect: { min: 1, max: 9 }") => {
  const run = JSON.stringify([process.execPath, "-e", script]);
  const configuration = configurationOf(`commands: { cmdb: { run: ${run}${more} } }`, folder);
  const steps = "steps: [force-inventory: [hardware], wait: { for: [hardware] }]";
  const source = createSource("run.yml", `name: x\ntargets: { ${targets} }\n${steps}\n`);
  return settleText({ source, diagnostics: [] }, null, { command: askCommands(configuration) });
};
const prints = (value: unknown) => `process.stdout.write(${JSON.stringify(JSON.stringify(value))})`;
const refusalOf = async (asked: Promise<unknown>) => {
  const refusal: unknown = await asked.catch((error) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  return refusal as Refusal;
};

describe("a command of the configuration", () => {
  it("names targets as a list of ours does", async () => {
    const list = ["pc-1", "lab-[a:b]", { name: "kiosk-7", address: "10.3.0.17", port: 15985 }];
    const { selection, diagnostics, origins } = await ask(prints(list));
    expect(diagnostics).toEqual([]);
    expect(selection.targets).toEqual([
      ...[{ name: "pc-1" }, { name: "lab-a" }, { name: "lab-b" }],
      { name: "kiosk-7", address: "10.3.0.17", port: 15985 },
    ]);
    expect(origins.texts.map(({ name }) => name)).toEqual(["run.yml", "command cmdb"]);
  });

  it("names targets as an inventory script of Ansible does, with groups", async () => {
    const listed = {
      _meta: { hostvars: { "pc-1": { ansible_host: "10.0.0.1", ansible_password: "secret" } } },
      berlin: { hosts: ["pc-1", "pc-2"], vars: { ansible_port: 5986 } },
      lab: ["pc-3"],
      site: { children: ["berlin"] },
    };
    const { selection, diagnostics } = await ask(
      prints(listed),
      "",
      "commands: [cmdb], groups: [site], expect: { min: 1, max: 9 }",
    );
    expect(diagnostics).toEqual([]);
    expect(selection.targets).toEqual([
      { name: "pc-1", address: "10.0.0.1", port: 5986, tls: true },
      { name: "pc-2", port: 5986, tls: true },
    ]);
  });

  it("has its mistakes shown where they stand in what it printed", async () => {
    const { diagnostics } = await ask(prints(["pc-1", { name: "pc-2", prt: 1 }]));
    expect(diagnostics.map(({ code, source, from }) => [code, source.name, source.text.slice(from, from + 5)])).toEqual(
      [["INV120", "command cmdb", '"prt"']],
    );
    const broken = await ask('process.stdout.write("[\\"pc-1\\"\\n")');
    expect(broken.diagnostics.map(({ code }) => code)).toEqual(["INV229"]);
  });

  it("gets no credential, and runs in the folder of the configuration", async () => {
    process.env.INVRUN_TEST_PASSWORD = "canary";
    try {
      const script =
        "console.log(JSON.stringify([process.env.INVRUN_TEST_PASSWORD ?? 'none', process.cwd().split(/[\\\\/]/).at(-1)]))";
      const { selection } = await ask(script);
      expect(selection.targets.map(({ name }) => name)).toEqual(["none", folder.split(/[\\/]/).at(-1)]);
    } finally {
      delete process.env.INVRUN_TEST_PASSWORD;
    }
  });

  it("is counted by `expect`", async () => {
    const { diagnostics } = await ask(prints(Array.from({ length: 10 }, (_, at) => `pc-${at}`)));
    expect(diagnostics.map(({ code }) => code)).toEqual(["INV207"]);
  });

  it("that fails refuses the run, with the last that it said and nothing that a terminal would obey", async () => {
    const script = "console.error('a\\nb\\nno \\x1b[31mroute\\n::error::x'); process.exitCode = 3";
    const { code, exit, message } = await refusalOf(ask(script));
    expect({ code, exit }).toEqual({ code: "INV371", exit: 5 });
    expect(message).toContain("ended with 3");
    expect(message).toContain("route");
    expect(message).not.toContain("\x1b");
    expect(message).not.toMatch(/(?:^|\n)::/);
  });

  it.each([
    ["takes too long", "setInterval(() => {}, 1000)", ", timeout: 500ms", "was ended after"],
    ["prints too much", "process.stdout.write('x'.repeat(11 * 1024 * 1024))", "", "10 MiB"],
    ["prints no text", "process.stdout.write(Buffer.from([0xff, 0xfe, 0xfd]))", "", "UTF-8"],
  ])("that %s refuses the run", async (_, script, more, words) => {
    const { code, exit, message } = await refusalOf(ask(script, more));
    expect({ code, exit }).toEqual({ code: "INV370", exit: 5 });
    expect(message).toContain(words);
  });

  it("that is not there refuses the run", async () => {
    const configuration = configurationOf("commands: { cmdb: { run: [no-such-program-of-ours] } }", folder);
    const at = { source: createSource("x", ""), excludes: false };
    const entry = { kind: "command", name: "cmdb", from: 0, to: 0 } as const;
    expect(await refusalOf(askCommands(configuration)(entry, at))).toMatchObject({ code: "INV370" });
    const { diagnostics } = await askCommands(configuration)({ ...entry, name: "cmbd" }, at);
    expect(diagnostics).toMatchObject([{ code: "INV231", hint: "Did you mean `cmdb`?" }]);
  });

  it.each([
    ["by a path from the working directory", "{ cmdb: { run: [./cmdb] } }", "INV189"],
    ["by no name", '{ "cmdb export": { run: [cmdb] } }', "INV230"],
    ["without a program", '{ cmdb: { run: [""] } }', "INV126"],
    ["with no time at all", "{ cmdb: { run: [cmdb], timeout: 0s } }", "INV124"],
  ])("is not taken %s", (_, commands, code) => {
    const { diagnostics } = parseConfig(createSource("config.yml", `commands: ${commands}\n`));
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it("is not run for `validate`", async () => {
    const source = createSource(
      "run.yml",
      "name: x\ntargets: { commands: [cmdb], expect: { min: 1, max: 2 } }\nsteps: [request-policy: ]\n",
    );
    const { diagnostics, selection } = await settleText({ source, diagnostics: [] }, null);
    expect(diagnostics).toEqual([]);
    expect(selection.targets).toEqual([]);
  });
});

describe("a directory of the configuration", () => {
  it.each([
    ["https://dc-1", "INV233"],
    ["ldaps://user:word@dc-1", "INV233"],
    ["ldaps://dc-1/DC=corp", "INV233"],
  ])("is not at %s", (url, code) => {
    const text = `directory: { url: "${url}", base: "DC=corp", credential: reader }\n`;
    expect(parseConfig(createSource("config.yml", text)).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([
      code,
    ]);
  });
});
