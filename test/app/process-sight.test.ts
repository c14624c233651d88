import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { sightingByPowerShell, sightingByPs, sightProcess } from "../../src/app/process-sight.ts";

const UNTOLD = { there: true, started: null };

describe("a process", () => {
  it("that runs is there, and started when it did before", async () => {
    const first = await sightProcess(process.pid);
    expect(first).toEqual({ there: true, started: expect.stringMatching(/./) });
    expect(await sightProcess(process.pid)).toEqual(first);
  });

  it("that started later is told from it", async () => {
    const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "inherit"] });
    await once(child, "spawn");
    const sighting = await sightProcess(child.pid as number);
    expect(sighting).toEqual({ there: true, started: expect.stringMatching(/./) });
    expect(sighting).not.toEqual(await sightProcess(process.pid));
    const ended = once(child, "close");
    child.kill("SIGKILL");
    await ended;
    expect(await sightProcess(child.pid as number)).toEqual({ there: false });
  });

  it.skipIf(process.platform === "win32")(
    "that was killed and that nobody has fetched is not there (Unix)",
    async () => {
      // The shell becomes a program that does not wait for the shell's child.
      const child = spawn("sh", ["-c", 'sleep 60 & echo "$!"; exec sleep 60'], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = await once(createInterface({ input: child.stdout }), "line");
      const pid = Number(line);
      expect(await sightProcess(pid)).toMatchObject({ there: true });
      process.kill(pid, "SIGKILL");
      await expect.poll(() => sightProcess(pid)).toEqual({ there: false });
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  );

  const ps = spawnSync("/bin/ps", ["-o", "stat=", "-o", "lstart=", "-p", String(process.pid)], {
    encoding: "utf8",
    env: { LC_ALL: "C", TZ: "UTC" },
  });
  it.skipIf(ps.status !== 0)("is in what /bin/ps says (skipped without one that knows lstart)", () => {
    const sighting = sightingByPs({ code: 0, stdout: ps.stdout, stderr: ps.stderr });
    expect(sighting).toEqual({
      there: true,
      started: expect.stringMatching(/^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}$/),
    });
    const none = spawnSync("/bin/ps", ["-o", "stat=", "-o", "lstart=", "-p", String(2 ** 22 - 1)], {
      encoding: "utf8",
    });
    expect(sightingByPs({ code: none.status ?? 0, stdout: none.stdout, stderr: none.stderr })).toEqual({
      there: false,
    });
  });
});

describe("what ps says", () => {
  it.each([
    [
      "a state and a start",
      0,
      "S+   Sat Nov 21 14:03:12 2026    \n",
      "",
      { there: true, started: "Sat Nov 21 14:03:12 2026" },
    ],
    ["a process that has ended", 0, "Z+   Sat Nov 21 14:03:12 2026    \n", "", { there: false }],
    ["nothing, and 1", 1, "", "", { there: false }],
    ["that it has no such column", 1, "", "ps: lstart: keyword not found", UNTOLD],
    ["nothing, and 0", 0, "", "", UNTOLD],
  ])("%s", (_, code, stdout, stderr, sighting) => {
    expect(sightingByPs({ code, stdout, stderr })).toEqual(sighting);
  });

  it("no answer leaves it open", () => expect(sightingByPs(null)).toEqual(UNTOLD));
});

describe("what PowerShell says", () => {
  it.each([
    ["there and a start", "there 134082345671234567\r\n", { there: true, started: "134082345671234567" }],
    ["gone", "gone\r\n", { there: false }],
    ["there without a start, which it may not tell", "there \r\n", UNTOLD],
    ["nothing", "", UNTOLD],
  ])("%s", (_, stdout, sighting) => {
    expect(sightingByPowerShell({ code: 0, stdout, stderr: "" })).toEqual(sighting);
  });

  it("no answer leaves it open", () => expect(sightingByPowerShell(null)).toEqual(UNTOLD));
});
