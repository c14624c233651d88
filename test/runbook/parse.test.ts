import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkText } from "../../src/app/validate.ts";
import { createSource } from "../../src/model/source.ts";
import { RUNBOOK_DEFAULTS } from "../../src/runbook/build.ts";
import { parseRunbook } from "../../src/runbook/parse.ts";
import { stepKinds } from "../../src/steps/index.ts";

const parse = (text: string) => parseRunbook(createSource("book.yml", text), stepKinds);

describe("a runbook", () => {
  it("that says only what it must has every default filled in", () => {
    const { runbook, selection, diagnostics } = parse("name: n\nsteps: [{ request-policy: }]\n");
    expect(diagnostics).toEqual([]);
    expect(selection).toBeNull();
    expect(runbook).toMatchObject({ file: "book.yml", name: "n", about: null, owner: null, ...RUNBOOK_DEFAULTS });
    // The table of defaults in the description of the language.
    expect(runbook?.rollout).toEqual({
      batches: null,
      concurrency: 100,
      ratePerMinute: 100,
      inFlight: 1000,
      logonsPerSecond: 50,
      maxFailed: "5%",
      maxUnreachable: null,
      success: "100%",
      retryUnreachableMs: null,
      window: null,
    });
    expect(runbook?.connection).toEqual({
      auth: "negotiate",
      credential: null,
      tls: false,
      ca: null,
      serverName: null,
      fingerprint: null,
    });
    expect(runbook?.steps).toEqual([
      {
        kind: "request-policy",
        input: null,
        name: null,
        timeoutMs: null,
        retries: null,
        onError: "stop",
        place: { line: 2, column: 11 },
      },
    ]);
  });

  it("whose window names no days opens on each of them", () => {
    const { runbook } = parse(
      "name: n\nrollout: { window: { from: '22:00', to: '04:00', zone: UTC } }\nsteps: [{ wait: 1s }]\n",
    );
    expect([...(runbook?.rollout.window?.days ?? [])].sort()).toEqual("fri mon sat sun thu tue wed".split(" "));
  });

  it("that lifts rates has them unlimited", () => {
    const { runbook } = parse(
      "name: n\nrollout: { rate: unlimited, logons: unlimited, in-flight: unlimited }\nsteps: [{ wait: 1s }]\n",
    );
    expect(runbook?.rollout).toMatchObject({
      ratePerMinute: "unlimited",
      logonsPerSecond: "unlimited",
      inFlight: "unlimited",
    });
  });

  it("that says everything is read as it was written", () => {
    const { runbook, selection, diagnostics } = parse(`
name: everything
about: all keys
owner: me
targets:
  hosts: ["pc-[1:2]", { name: kiosk, address: "fe80::1", port: 15985, identity: any }]
  exclude: { hosts: [pc-2] }
  expect: { min: 1, max: 5 }
require: { site: P01, provisioning-mode: false, client-version: ">=5.00.9096" }
connection: { auth: basic, credential: corp-admin, tls: true, ca: ca.pem }
rollout:
  batches: [5, 12.5%, rest]
  rate: 12/min
  concurrency: 5
  in-flight: unlimited
  logons: 7/s
  max-failed: 0%
  max-unreachable: 100
  retry-unreachable: 1h30m
  success: 99.9%
  window: { days: [fri, mon], from: 22:00, to: "24:00", zone: America/New_York }
steps:
  - force-inventory: [hardware, software]
    name: force
    timeout: 1m30s
    retries: 0
    on-error: continue
  - wait: 500ms
  - wait: { for: [software, hardware], timeout: 4h }
`);
    expect(diagnostics).toEqual([]);
    expect(runbook).toMatchObject({
      connection: { auth: "basic", credential: "corp-admin", tls: true, ca: "ca.pem" },
      rollout: {
        batches: [5, "12.5%", "rest"],
        concurrency: 5,
        ratePerMinute: 12,
        inFlight: "unlimited",
        logonsPerSecond: 7,
        maxFailed: "0%",
        maxUnreachable: 100,
        success: "99.9%",
        retryUnreachableMs: 5_400_000,
        window: { days: ["mon", "fri"], from: "22:00", to: "24:00", zone: "America/New_York" },
      },
      require: {
        input: { site: "P01", "provisioning-mode": false, "client-version": ">=5.00.9096" },
        place: { line: 9, column: 1 },
      },
      steps: [
        { name: "force", timeoutMs: 90_000, retries: 0, onError: "continue", input: ["hardware", "software"] },
        { input: "500ms" },
        { input: { for: ["software", "hardware"], timeout: "4h" }, place: { line: 29, column: 5 } },
      ],
    });
    expect(selection?.hosts).toMatchObject([
      { name: "pc-[1:2]", address: null, port: null, anyIdentity: false },
      { name: "kiosk", address: "fe80::1", port: 15985, anyIdentity: true },
    ]);
    expect(selection?.exclude.hosts.map(({ name }) => name)).toEqual(["pc-2"]);
    expect(selection?.expect).toMatchObject({ min: 1, max: 5 });
  });

  it("with an error is none, but its targets are still known", () => {
    const { runbook, selection } = parse("name: n\ncolour: red\ntargets: { hosts: [pc-1] }\nsteps: [{ wait: 1s }]\n");
    expect(runbook).toBeNull();
    expect(selection?.hosts).toHaveLength(1);
  });

  it("with only a warning is one", () => {
    const { runbook, diagnostics } = parse("name: n\nconnection: { ca: a.pem }\nsteps: [{ wait: 1s }]\n");
    expect(diagnostics.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(runbook).not.toBeNull();
  });

  it("may have a description of several lines", () => {
    const { runbook } = parse("name: n\nabout: |\n  one\n  two\nsteps: [{ wait: 1s }]\n");
    expect(runbook?.about).toBe("one\ntwo\n");
  });
});

describe("whatever the text", () => {
  const line = fc.constantFrom(
    ..."name: n|steps:|targets:|  hosts: [pc-1, pc-[1:3]]|  hosts:|    - pc-[1:3]|    - { name: a, port: 5 }".split(
      "|",
    ),
    ..."connection:|  auth: basic|  tls: yes|rollout:|  rate:100|  - wait: 30|  - wait: { for: [hardware] }".split("|"),
    ..."  batches: [5, 10%, rest]|  batches: [rest, 5, x]|  max-failed: 0.1|  window: { from: 22:00, zone: X }".split(
      "|",
    ),
    ..."  window: { days: [mon], from: 9, to: 9pm, zone: CET }|  retry-unreachable: 1s|  success: 5|  logons: 5".split(
      "|",
    ),
    ..."  - force-inventory: [hardware]|    on-error: continue|      retries: 2|  - reset-hw-cache|  -|".split("|"),
    ..."  exclude: { hosts: [*] }|  expect: { min: 5 }|{|]|\t- x|about: a: b|? x|'|---|5: 5|null|__proto__: {}".split(
      "|",
    ),
  );

  it("checking never throws, and every mistake lies in it", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n")),
          fc.string(),
        ),
        (text) => {
          for (const { from, to } of checkText(createSource("x", text))) {
            expect(from).toBeGreaterThanOrEqual(0);
            expect(to).toBeGreaterThanOrEqual(from);
            expect(from).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it("thousands of mistakes are told one by one", () => {
    const hosts = Array.from({ length: 20_000 }, (_, index) => `    - ${index}`).join("\n");
    const { diagnostics } = parse(`name: n\ntargets:\n  hosts:\n${hosts}\nsteps: [{ wait: 1s }]\n`);
    expect(diagnostics).toHaveLength(20_000);
  });

  it("a runbook is given exactly when there is no error", () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const { runbook, diagnostics } = parse(lines.join("\n"));
        expect(runbook === null).toBe(diagnostics.some(({ severity }) => severity === "error"));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("one slip of the pen in a good runbook", () => {
  const example = readFileSync(new URL("../../runbooks/full-inventory.yml", import.meta.url), "utf8");
  const text = example.replace(/ *#.*$/gm, "");
  const slips: readonly (readonly [string, (at: number) => string])[] = [
    ["a character left out", (at) => text.slice(0, at) + text.slice(at + 1)],
    ["a space too many", (at) => `${text.slice(0, at)} ${text.slice(at)}`],
    ["a colon too many", (at) => `${text.slice(0, at)}:${text.slice(at)}`],
  ];

  it.each(slips)("(%s) is never blamed more than twice, wherever it is", (_, slip) => {
    const most = Array.from(text, (_character, at) => slip(at)).map((mutant) => {
      const errors = checkText(createSource("x", mutant)).filter(({ severity }) => severity === "error");
      return { errors: errors.length, mutant };
    });
    expect(most.filter(({ errors }) => errors > 2)).toEqual([]);
  });
});
