import { expect, it } from "vitest";
import { trustLines } from "../../src/app/trust-view.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { createSource } from "../../src/model/source.ts";

const PROJECT = `credentials:
  lab: { username: x, password: { command: [pass, lab] }, for: ["*.lab.example"] }
  idle: { tickets: true }
commands: { cmdb: { run: [curl, --silent, "https://cmdb.example/hosts"] } }
directory: { url: "ldaps://dc1.corp.example", base: "DC=corp,DC=example", credential: lab }
site: { service: "https://sms.corp.example/AdminService", credential: lab }
`;

it("whoever trusts a project is told every program that runs, everybody who is asked, and where credentials may go", () => {
  const { config, diagnostics } = parseConfig(createSource("invrun.yml", PROJECT));
  expect(diagnostics).toEqual([]);
  if (config === null) throw new Error("a configuration without mistakes has none");
  expect(trustLines({ config })).toEqual([
    "credential lab may go to *.lab.example",
    '  reads what this prints: ["pass","lab"]',
    "credential idle may go to no target",
    'the list of targets cmdb is what this prints: ["curl","--silent","https://cmdb.example/hosts"]',
    "the directory is asked at ldaps://dc1.corp.example with credential lab",
    "the site is asked at https://sms.corp.example/AdminService with credential lab",
  ]);
});
