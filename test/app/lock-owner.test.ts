import { readFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { judgeOwner, type Owner, thisOwner } from "../../src/app/lock-owner.ts";
import type { Sighting } from "../../src/app/process-sight.ts";

const LINUX: Owner = {
  pid: 4711,
  started: "1219695",
  by: "marta",
  host: "jump-01",
  machine: "m1",
  boot: "b1",
  namespace: "pid:[1]",
};
const WINDOWS: Owner = { ...LINUX, started: "134082345671234567", machine: null, boot: null, namespace: null };

const there = (started: string | null): Sighting => ({ there: true, started });
const gone: Sighting = { there: false };

describe("an owner", () => {
  it.each<[string, Owner, Partial<Owner>, Sighting, string]>([
    ["that is there", LINUX, {}, there("1219695"), "alive"],
    ["whose host spells its name otherwise by now", LINUX, { host: "JUMP-01" }, there("1219695"), "alive"],
    ["whose host has another name by now", LINUX, { host: "jump-01.local", machine: null }, there("1219695"), "alive"],
    ["that is gone", LINUX, {}, gone, "dead"],
    ["whose number is another process's", LINUX, {}, there("1219696"), "dead"],
    ["whose machine has started anew", LINUX, { boot: "b2" }, there("1219695"), "dead"],
    ["whose start cannot be told", LINUX, {}, there(null), "unknown"],
    ["whose start was not told", { ...LINUX, started: null }, {}, there("1219695"), "unknown"],
    ["whose start was not told, and that is gone", { ...LINUX, started: null }, {}, gone, "dead"],
    ["in another container of this machine", LINUX, { namespace: "pid:[2]" }, gone, "unknown"],
    ["in another container of another name", LINUX, { host: "f00", namespace: "pid:[2]" }, gone, "unknown"],
    ["on another machine", LINUX, { host: "jump-02", machine: "m2", boot: "b2" }, gone, "unknown"],
    ["on another machine of the same name", LINUX, { machine: "m2", boot: "b2" }, gone, "unknown"],
    ["on a copy of this machine under another name", LINUX, { host: "jump-02", boot: "b2" }, gone, "unknown"],
    ["on Windows, that is there", WINDOWS, {}, there("134082345671234567"), "alive"],
    ["on Windows, that is gone", WINDOWS, {}, gone, "dead"],
    ["on Windows, whose number is another process's", WINDOWS, {}, there("134082345671234568"), "dead"],
    ["on another Windows", WINDOWS, { host: "jump-02" }, gone, "unknown"],
  ])("%s", async (_, owner, here, sighting, whereabouts) => {
    const seen: number[] = [];
    const sight = async (pid: number) => {
      seen.push(pid);
      return sighting;
    };
    expect(await judgeOwner(owner, { ...owner, ...here }, sight)).toBe(whereabouts);
    expect(seen.every((pid) => pid === 4711)).toBe(true);
  });

  it("that is this process is alive", async () => {
    const owner = await thisOwner();
    expect(owner).toMatchObject({ pid: process.pid, host: hostname(), by: userInfo().username });
    expect(await judgeOwner(owner, owner)).toBe(owner.started === null ? "unknown" : "alive");
  });

  it.skipIf(process.platform !== "linux")("tells its boot, and no one the machine's own id (Linux)", async () => {
    const owner = await thisOwner();
    expect(owner.boot).toBe((await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim());
    const id = (await readFile("/etc/machine-id", "utf8").catch(() => "")).trim();
    if (id !== "") expect(JSON.stringify(owner)).not.toContain(id);
    expect(owner.machine === null).toBe(id === "");
  });
});
