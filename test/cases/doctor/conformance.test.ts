import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { openPoints } from "../../../src/app/doctor/conformance/conformance.ts";
import { takeLock } from "../../../src/app/lock.ts";
import { thisOwner } from "../../../src/app/lock-owner.ts";
import { systemClock } from "../../../src/base/clock.ts";
import type { ConformanceReport } from "../../../src/report/conformance-shape.ts";
import type { KindName } from "../../../src/sim/kinds.ts";
import { read } from "../../house/tree.ts";
import { openWard } from "./fleet.ts";

const MINUTES = 60_000;
const QUICK = ["--conformance", "--idle", "300ms"];
const PATIENT = ["--conformance", "--idle", "8s"];

/** Asks a client of that kind, and gives the report, what it was asked for, and what was done to it. */
async function ask(kind: KindName, flags: readonly string[], { tls = false, how = QUICK } = {}) {
  const ward = await openWard([kind], { tls });
  try {
    const over = tls ? ["--tls", "--ca", ward.fleet.ca as string] : [];
    const result = await ward.doctor([...how, "--json", ...over, ...flags]);
    const report = JSON.parse(result.stdout) as ConformanceReport;
    const answer = (id: string) => report.points.find((point) => point.id === id);
    return { ...result, report, answer, truth: ward.fleet.truth().clients[0], password: ward.fleet.password };
  } finally {
    await ward.close();
  }
}

describe("doctor --conformance", () => {
  it("only reads: what was done to the host holds neither a delete nor a trigger", { timeout: 2 * MINUTES }, async () => {
    const { code, report, truth } = await ask("healthy", []);
    expect(code).toBe(0);
    expect(truth?.counts).not.toHaveProperty("delete");
    expect(truth?.counts).not.toHaveProperty("trigger");
    expect(truth?.deeds.filter(({ deed }) => deed === "refused")).toEqual([]);
    const left = report.points.filter(({ state }) => state !== "settled").map(({ id }) => id);
    expect(left).toEqual(["channel-binding", "reset", "unknown-schedule", "trigger-return", "versions-after-reset"]);
  });

  it("tells the faults by their numbers, and dates as they stood on the wire", { timeout: 2 * MINUTES }, async () => {
    const { answer, truth } = await ask("healthy", []);
    expect(answer("missing-row")?.answer).toContain("0x80338000");
    expect(answer("unknown-class-query")?.answer).toContain("0x8033801A");
    expect(answer("singleton-get")?.answer).toBe("yes");
    const rows = truth?.rows.flatMap(({ lastCycleStartedDate, lastReportDate }) => [lastCycleStartedDate, lastReportDate]);
    const seen = answer("dates")?.seen.map((piece) => />([^<>]+)</.exec(piece)?.[1]) ?? [];
    expect(seen.length).toBeGreaterThan(0);
    expect(rows).toEqual(expect.arrayContaining(seen.map((date) => date?.replace("Z", ".000Z"))));
  });

  it("with --allow-reset resets and triggers hardware inventory, once each, and tells what came of it", {
    timeout: 2 * MINUTES,
  }, async () => {
    const { answer, truth } = await ask("healthy", ["--allow-reset"]);
    expect(answer("reset")?.answer).toMatch(/^gone; .*0x80338000/);
    expect(answer("trigger-return")?.answer).toBe("0");
    const done = truth?.deeds.filter(({ deed, result }) => deed === "delete" && result === "done");
    expect(done).toHaveLength(1);
    expect(truth?.counts.trigger).toBe(1);
    const [report] = truth?.reports ?? [];
    expect(report?.full).toBe(true);
    expect(answer("versions-after-reset")?.answer).toBe(`major ${report?.major}, minor ${report?.minor}`);
  });

  it("with --allow-reset takes the host's lock, as a run does, and touches nothing that a run has", {
    timeout: 2 * MINUTES,
  }, async () => {
    const ward = await openWard(["healthy"]);
    // Where runCli has the state directory.
    const stateDir = join(ward.folder, "state", "invrun");
    const claim = { stateDir, names: ["healthy.fleet.example"], owner: await thisOwner(), clock: systemClock };
    try {
      const lock = await takeLock({ ...claim, run: "20261121-220000-k7mp", runsDir: "runs" });
      const refused = await ward.doctor([...QUICK, "--allow-reset"]);
      expect(refused).toMatchObject({ code: 5, stderr: expect.stringContaining("INV325") });
      expect(ward.fleet.truth().clients[0]?.counts.request ?? 0).toBe(0);
      await lock.release();
      const asking = ward.doctor([...PATIENT, "--allow-reset"]);
      const taken = () => takeLock({ ...claim, run: "20261121-220000-k7mq", runsDir: "runs" });
      const locks = join(stateDir, "locks");
      const held = async () => {
        const [name] = await readdir(locks);
        expect(name === undefined ? "" : await readFile(join(locks, name), "utf8")).toMatch(/^holds$/m);
      };
      await vi.waitFor(held, { timeout: MINUTES });
      await expect(taken()).rejects.toMatchObject({ code: "INV325", hint: expect.stringContaining("keeps no journal") });
      expect((await asking).code).toBe(0);
      await (await taken()).release();
    } finally {
      await ward.close();
    }
  });

  it("over TLS says that a bound logon is taken", { timeout: 2 * MINUTES }, async () => {
    expect((await ask("healthy", [], { tls: true })).answer("channel-binding")).toMatchObject({
      state: "settled",
      answer: "yes",
    });
  });

  it("tells after how long a host ends a connection that rests", { timeout: 2 * MINUTES }, async () => {
    const { answer } = await ask("drops-idle", [], { how: PATIENT });
    expect(answer("idle-close")?.answer).toMatch(/^after \d+m?s$/);
  });

  it("says what keeps a host from answering in the place of a report", { timeout: 2 * MINUTES }, async () => {
    const ward = await openWard(["no-client"]);
    try {
      const { code, stdout } = await ward.doctor(QUICK);
      expect({ code, told: stdout.includes("INV801") }).toEqual({ code: 6, told: true });
    } finally {
      await ward.close();
    }
  });

  it("writes one file to attach, without names, and refuses to ask two hosts (INV365)", { timeout: 2 * MINUTES }, async () => {
    const ward = await openWard(["healthy"]);
    try {
      expect((await ward.doctor([...QUICK, "-o", "conformance.md"])).code).toBe(0);
      const text = await readFile(join(ward.folder, "conformance.md"), "utf8");
      expect(text).toContain("# What a host showed");
      for (const name of ["healthy.fleet", "fleet.example", "operator", ward.fleet.password]) expect(text).not.toContain(name);
      expect(JSON.parse(/```json\n(.*)\n```/s.exec(text)?.[1] ?? "")).toMatchObject({ format: 1, resetAllowed: false });
      const two = await ward.doctor([...QUICK, "a.fleet.example", "b.fleet.example"]);
      expect({ code: two.code, told: two.stderr.includes("INV365") }).toEqual({ code: 2, told: true });
    } finally {
      await ward.close();
    }
  });
});

it("docs/windows.md says of each point what is assumed today, and of no other", () => {
  const [, table = ""] = read("docs/windows.md").split("| point | assumed today");
  const listed = [...table.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, id]) => id);
  expect(listed).toEqual(openPoints.map(({ id }) => id));
});
