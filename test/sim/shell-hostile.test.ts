import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FakeClock } from "../support/fake-clock.ts";
import { ask, clientOf } from "./asking.ts";
import { HARDWARE } from "./caller.ts";
import { command, create, idOf, receive, received, send } from "./shelled.ts";

const lines = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "echo",
        "cmd /c",
        "powershell",
        "powershell -",
        "-EncodedCommand",
        "-Command",
        "set",
        "exit",
        "whoami",
      ),
      fc.constantFrom(" ", "&", "&&", "||", "|", ">", "2>&1", ">nul", '"', "^", "%OS%", "\\", "/", "\t"),
      fc.string({ maxLength: 8 }).filter((text) => !/[^\t\n\r\x20-\uD7FF]/.test(text)),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));

const scripts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "Get-WmiObject",
        "gcim",
        "rwmi",
        "Where-Object",
        "%",
        "select",
        "Write-Output",
        "Write-Host",
        "iwmi",
      ),
      fc.constantFrom("-Namespace", "-Class", "-Filter", "-eq", "-First", "-Name", "-ArgumentList", "-Confirm:$false"),
      fc.constantFrom(
        "root\\ccm",
        "root\\ccm\\invagt",
        "SMS_Client",
        "InventoryActionStatus",
        `'${HARDWARE}'`,
        "1",
        "$_",
        "$x",
      ),
      fc.constantFrom(
        "(",
        ")",
        "{",
        "}",
        "@{",
        "=",
        ",",
        ";",
        "\n",
        "|",
        ".",
        "&",
        '"',
        "'",
        "[wmi]",
        "[wmiclass]",
        "[void]",
      ),
      fc.constantFrom(".Delete()", ".TriggerSchedule(", ".LastReportDate", "exit 3"),
    ),
    { minLength: 1, maxLength: 25 },
  )
  .chain((pieces) => fc.constantFrom("", " ").map((blank) => pieces.join(blank)));

async function run(line: string, input: string) {
  const clock = new FakeClock();
  const client = clientOf("healthy", { clock });
  const shell = idOf(ask(client, create()));
  const id = idOf(ask(client, command(shell, line)));
  ask(client, send(shell, id, input));
  await clock.calm();
  const answer = received(ask(client, receive(shell, id)).text);
  client.close();
  return answer;
}

describe("a shell ends with an exit code, whatever it is told", () => {
  it("on its command line", async () => {
    await fc.assert(
      fc.asyncProperty(lines, async (line) => {
        expect((await run(line, "")).code).toBeTypeOf("number");
      }),
      { numRuns: 300 },
    );
  });

  it("in a script", async () => {
    await fc.assert(
      fc.asyncProperty(scripts, async (script) => {
        expect((await run("powershell -", script)).code).toBeTypeOf("number");
      }),
      { numRuns: 1_000 },
    );
  });

  it("in a script nested without end", async () => {
    for (const open of ["(", "{", "@{a=", "[void]", ".a", "% { "]) {
      const script = `${open.startsWith(".") ? "$x" : ""}${open.repeat(99_999)}`;
      expect(await run("powershell -", script)).toMatchObject({ code: 1 });
    }
  });

  it("in a script whose text doubles line by line", async () => {
    const script = `$x = 'x'\n${'$x = "$x$x"\n'.repeat(99)}`;
    expect(await run("powershell -", script)).toMatchObject({ code: 1, err: expect.stringContaining("too long") });
  });
});
