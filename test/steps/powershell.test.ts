import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { LONGEST_SCRIPT, type ScriptResult } from "../../src/model/script.ts";
import { powershell } from "../../src/steps/powershell.ts";
import { commandLine, readExitCode } from "../../src/steps/powershell-line.ts";
import { runStep } from "./step-context.ts";

const result = (parts: Partial<ScriptResult>): ScriptResult => ({
  exitCode: 0,
  stdout: "",
  stderr: "",
  truncated: false,
  ...parts,
});

describe("the powershell step", () => {
  it("is logged on by our own session before the script is sent", async () => {
    const order: string[] = [];
    const { outcome } = await runStep(powershell, "hostname", {
      query: async (namespace, wql) => {
        order.push(`${namespace}: ${wql}`);
        return [];
      },
      script: async ({ text, unencrypted }) => {
        order.push(`${text} ${unencrypted}`);
        return result({ stdout: "pc-1\r\n" });
      },
    });
    expect(order).toEqual([expect.stringContaining("from Win32_ComputerSystem"), "hostname false"]);
    expect(outcome).toEqual({ kind: "changed", facts: { powershell: result({ stdout: "pc-1\r\n" }) } });
  });

  it("sends no script where that session is refused", async () => {
    const query = () => Promise.reject(new Fault("INV501", "refused"));
    await expect(runStep(powershell, "hostname", { query })).rejects.toMatchObject({ code: "INV501" });
  });

  it("fails with any other exit code than 0, and keeps what was written", async () => {
    const script = async () => result({ exitCode: -1, stderr: "no\u0007\r\n" });
    const { outcome } = await runStep(
      powershell,
      { script: "x", unencrypted: true },
      { query: async () => [], script },
    );
    expect(outcome).toMatchObject({ kind: "failed", fault: { code: "INV816", detail: { exitCode: -1 } } });
    expect(outcome.facts).toEqual({ powershell: result({ exitCode: -1, stderr: "no\u0007\r\n" }) });
  });

  it("shows every line of the script in the plan", () => {
    const operations = powershell.describe("Stop-Service x\nStart-Service x\n");
    expect(operations.slice(-2)).toEqual(["  Stop-Service x", "  Start-Service x"]);
  });
});

describe("the line that runs a script", () => {
  const word = `invrun-${"0".repeat(16)}`;

  it("holds it as about_PowerShell_exe has encoded commands: base64 of UTF-16LE", () => {
    const line = commandLine("dir 'c:\\ä'", word);
    const [, encoded = ""] = /-EncodedCommand (\S+)/.exec(line) ?? [];
    expect(new TextDecoder("utf-16le").decode(Buffer.from(encoded, "base64"))).toBe("dir 'c:\\ä'");
  });

  it("is within the 8,191 characters of cmd.exe for the longest script, with cmd.exe's own name before it", () => {
    const line = commandLine("x".repeat(LONGEST_SCRIPT), word);
    expect(`C:\\Windows\\System32\\cmd.exe /C "${line}"`.length).toBeLessThanOrEqual(8_191);
  });

  it("is read for its end alone: the last word, behind all output", () => {
    const output = `${word} 7\r\nabc${word} -1073741510\r\n`;
    expect(readExitCode(output, word)).toEqual({ exitCode: -1073741510, at: output.indexOf("abc") + 3 });
    expect(readExitCode("abc", word)).toBeNull();
    expect(readExitCode(`abc${word} 1`, word)).toBeNull();
  });
});
