import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secretOfKeyStore } from "../../src/app/credential-key-store.ts";
import { secretOfProgram } from "../../src/app/credential-program.ts";
import { environment } from "../../src/app/environment.ts";
import { canary, revealed } from "../support/canary.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-program-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const program = (script: string) => ({
  argv: [process.execPath, "-e", script],
  cwd: folder,
  of: "the password of corp",
});

describe("a program that prints a secret", () => {
  it.each([
    ["console.log('hunter2')", "hunter2"],
    ["process.stdout.write('hunter2')", "hunter2"],
    ["process.stdout.write('hunter2\\r\\n')", "hunter2"],
    ["process.stdout.write(' hunter 2 \\n')", " hunter 2 "],
    ["process.stdout.write('pässwörd\\n')", "pässwörd"],
    // pass(1): the password is the first line, what else belongs to it stands below.
    ["process.stdout.write('hunter2\\nurl: https://corp.example\\n')", "hunter2"],
  ])("%s gives %j", async (script, secret) => {
    expect(revealed(await secretOfProgram(program(script)))).toBe(secret);
  });

  it.each([
    "",
    "console.log('')",
    "process.stdout.write(Buffer.from([0xff, 0xfe, 0x41]))",
    "process.exit(3)",
    `console.error('${canary("stderr")}'); console.log('${canary("stdout")}'); process.exitCode = 1`,
    "process.kill(process.pid, 'SIGKILL')",
    "process.stdout.write('x'.repeat(3_000_000))",
  ])("%j is refused, and nothing that it said is told", async (script) => {
    const refusal = await secretOfProgram(program(script)).catch((error) => error);
    expect(refusal).toMatchObject({ code: "INV346", exit: 5 });
    expect(refusal).not.toHaveProperty("cause");
    expect(refusal.message).toMatch(/^node.*, which is to print the password of corp, /);
    expect(JSON.stringify([refusal.message, refusal.hint, refusal.stack])).not.toMatch(/canary-std/);
  });

  it("is never taken from the working directory", async () => {
    await writeFile(join(folder, "invrun-test-pass"), "#!/bin/sh\necho hunter2\n");
    await chmod(join(folder, "invrun-test-pass"), 0o700);
    const refusal = await secretOfProgram({ argv: ["invrun-test-pass"], cwd: folder, of: "x" }).catch((error) => error);
    expect(refusal).toMatchObject({ code: "INV346" });
  });

  it("gets no credential of the environment", async () => {
    environment.INVRUN_LAB_PASSWORD = canary("inherited");
    try {
      const told = await secretOfProgram(program("console.log(JSON.stringify(process.env))"));
      expect(revealed(told)).not.toContain(canary("inherited"));
    } finally {
      delete environment.INVRUN_LAB_PASSWORD;
    }
  });
});

describe("the key store", () => {
  it("of a system without a program that prints it is refused", () => {
    const ask = () => secretOfKeyStore({ service: "invrun", account: "corp" }, "the password of corp", "win32");
    expect(ask).toThrowError(expect.objectContaining({ code: "INV347", exit: 5 }));
  });
});
