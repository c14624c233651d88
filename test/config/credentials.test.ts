import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/config/parse.ts";
import { createSource } from "../../src/model/source.ts";
import { renderDiagnostics } from "../../src/report/diagnostics.ts";

const parse = (account: string, name = "corp") =>
  parseConfig(createSource("config.yml", `credentials:\n  ${name}:\n    ${account.replaceAll("\n", "\n    ")}\n`));
const accountOf = (text: string) => parse(text).config?.credentials[0]?.account;
const codesOf = (text: string, name?: string) => parse(text, name).diagnostics.map(({ code }) => code);

describe("a configured credential", () => {
  it.each([
    ["{ env: CORP_PASSWORD }", { kind: "env", name: "CORP_PASSWORD" }],
    ["{ file: ~/.secrets/corp }", { kind: "file", path: "~/.secrets/corp" }],
    ["{ command: [pass, show, corp/adm] }", { kind: "command", argv: ["pass", "show", "corp/adm"] }],
    [
      "{ key-store: 'https://vault.example/corp' }",
      { kind: "key-store", service: "https://vault.example", account: "corp" },
    ],
    ["{ prompt: true }", { kind: "prompt" }],
  ])("takes its password from %s", (source, password) => {
    expect(accountOf(`username: CORP\\adm\npassword: ${source}`)).toEqual({
      kind: "password",
      username: "CORP\\adm",
      password,
    });
  });

  it.each([
    [
      "username: x@LAB.EXAMPLE\nkeytab: /etc/inv.keytab",
      { kind: "keytab", username: "x@LAB.EXAMPLE", keytab: "/etc/inv.keytab" },
    ],
    ["tickets: true", { kind: "tickets", username: "", cache: null }],
    [
      "tickets: FILE:/run/t\nusername: kim@CORP.EXAMPLE",
      { kind: "tickets", username: "kim@CORP.EXAMPLE", cache: "FILE:/run/t" },
    ],
    [
      "certificate: c.pem\nkey: k.pem\npassphrase: { prompt: true }",
      { kind: "certificate", certificate: "c.pem", key: "k.pem", passphrase: { kind: "prompt" } },
    ],
  ])("may be %j", (text, account) => {
    expect(accountOf(text)).toEqual(account);
  });

  it("says which targets it is for, in the order of the file", () => {
    const text =
      "credentials:\n  b: { tickets: true, for: ['*.corp.example', 'pc-[001:250]'] }\n  a: { tickets: true }\n";
    const credentials = parseConfig(createSource("config.yml", text)).config?.credentials ?? [];
    const told = credentials.map(({ name, for: patterns }) => [name, patterns?.map((pattern) => pattern.name) ?? null]);
    expect(told).toEqual([
      ["b", ["*.corp.example", "pc-[001:250]"]],
      ["a", null],
    ]);
  });
});

describe("a mistake in a credential", () => {
  it.each([
    ["INV185", "tickets: true", "corp_admin"],
    ["INV185", "tickets: true", "1st"],
    ["INV186", "username: u\npassword: hunter2"],
    ["INV186", "username: u\npassword: 12345"],
    ["INV186", "certificate: c.pem\nkey: k.pem\npassphrase: hunter2"],
    ["INV187", "username: u\npassword: {}"],
    ["INV187", "username: u\npassword:"],
    ["INV187", "username: u\npassword: { env: A, prompt: true }"],
    ["INV187", "username: u\npassword:\n  value: hunter2"],
    ["INV188", "username: u"],
    ["INV188", "password: { prompt: true }"],
    ["INV188", "certificate: c.pem"],
    ["INV188", "username: u\nkeytab: k\npassword: { prompt: true }"],
    ["INV188", "username: u\nkeytab: k\npassphrase: { prompt: true }"],
    ["INV189", "username: u\npassword: { command: [./pass] }"],
    ["INV189", "username: u\npassword: { command: ['bin\\pass'] }"],
    ["INV126", "tickets: true\nfor: []"],
    ["INV120", "tickets: true\ncolour: red"],
  ])("%s is found in %j", (code, text, name = "corp") => {
    expect(codesOf(text, name)).toEqual([code]);
  });

  it("is found in two names that differ in case alone", () => {
    const text = "credentials:\n  corp: { tickets: true }\n  Corp: { tickets: true }\n";
    const { diagnostics } = parseConfig(createSource("config.yml", text));
    expect(diagnostics.map(({ code, source, from }) => [code, source.place(from).line])).toEqual([["INV185", 3]]);
  });

  it.each([
    "username: u\npassword: hunter2",
    "username: u\npassword: 'hunter2'",
    "username: u\npassword: [hunter2]",
    "username: u\npassword: { hunter2: x }",
    "username: u\npassword:\n  value: hunter2",
    "username: u\npassword:\n  - hunter2",
    "username: u\npassword: |\n  hunter2",
    "certificate: c\nkey: k\npassphrase: hunter2",
  ])("is told without the secret that was written out in %j", (text) => {
    const { config, diagnostics } = parse(text);
    expect(config).toBeNull();
    expect(renderDiagnostics(diagnostics, { color: false })).not.toContain("hunter2");
    expect(JSON.stringify(diagnostics.map(({ message, hint }) => [message, hint]))).not.toContain("hunter2");
  });
});

it("a password in the address of the site is told nowhere (RFC 3986 3.2.1 has it before the `@`)", () => {
  const text = 'site:\n  service: "https://kim:hunter2@sms.corp.example/AdminService"\n';
  const { config, diagnostics } = parseConfig(createSource("config.yml", text));
  expect(config).toBeNull();
  const shown = renderDiagnostics(diagnostics, { color: false });
  expect(shown).toContain("https://kim:*******@sms.corp.example");
  expect(shown).not.toContain("hunter2");
});
