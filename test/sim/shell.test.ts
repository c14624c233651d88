import { describe, expect, it } from "vitest";
import { FakeClock } from "../support/fake-clock.ts";
import { ask, clientOf, faultOf } from "./asking.ts";
import { TRANSFER } from "./caller.ts";
import {
  CMD,
  command,
  create,
  idOf,
  receive,
  received,
  remove,
  runInShell,
  SHELL,
  send,
  shellRequest,
  signal,
} from "./shelled.ts";

const UNEXPECTED_SELECTORS = { subcode: "w:InvalidSelectors", code: 0x8033805b };
const TIMED_OUT = { subcode: "w:TimedOut", code: 0x80338029 };
const WRONG_PARAMETER = { subcode: "w:InvalidParameter", code: 87 };

function opened() {
  const clock = new FakeClock();
  const client = clientOf("healthy", { clock });
  return { clock, client, shell: idOf(ask(client, create())) };
}

describe("a text shell", () => {
  it("is named by the reference that Create answers with, and is gone after Delete", () => {
    const { client, shell } = opened();
    const { text } = ask(client, command(shell, "hostname"));
    expect(text).toContain(`<a:Action>${SHELL}/CommandResponse</a:Action>`);
    expect(ask(client, remove(shell)).text).toContain(`<a:Action>${TRANSFER}/DeleteResponse</a:Action>`);
    expect(faultOf(ask(client, command(shell, "hostname")).text)).toEqual(UNEXPECTED_SELECTORS);
    expect(faultOf(ask(client, remove(shell)).text)).toEqual(UNEXPECTED_SELECTORS);
  });

  it("is refused beyond MaxShellsPerUser, 30, until one is closed or has idled too long", async () => {
    const { clock, client, shell } = opened();
    for (let count = 1; count < 30; count += 1) expect(ask(client, create()).status).toBe(200);
    const full = { subcode: "w:QuotaLimit", code: 0x803381a5 };
    expect(faultOf(ask(client, create()).text)).toEqual(full);
    ask(client, remove(shell));
    expect(ask(client, create("<rsp:IdleTimeOut>PT60S</rsp:IdleTimeOut>")).status).toBe(200);
    expect(faultOf(ask(client, create()).text)).toEqual(full);
    await clock.settle(clock.sleep(60_001));
    expect(ask(client, create()).status).toBe(200);
  });

  it("gives output as it comes, and the end with its exit code once", async () => {
    const { clock, client, shell } = opened();
    const id = idOf(ask(client, command(shell, "powershell Write-Host one; Start-Sleep 5; Write-Host two; exit 7")));
    await clock.calm();
    const first = ask(client, receive(shell, id)).text;
    expect(received(first)).toEqual({ out: "one\n", err: "", code: null });
    expect(first).toContain(`State="${SHELL}/CommandState/Running"`);
    expect(faultOf(ask(client, receive(shell, id)).text)).toEqual(TIMED_OUT);
    await clock.settle(clock.sleep(5_000));
    await clock.calm();
    const second = ask(client, receive(shell, id)).text;
    expect(received(second)).toEqual({ out: "two\n", err: "", code: 7 });
    expect(second).toContain(`State="${SHELL}/CommandState/Done"`);
    expect(faultOf(ask(client, receive(shell, id)).text)).toEqual(UNEXPECTED_SELECTORS);
  });

  it("cuts output to the envelope that is asked for, and loses none of it", async () => {
    const { clock, client, shell } = opened();
    const words = "0123456789".repeat(800);
    const id = idOf(ask(client, command(shell, `echo ${words}`)));
    await clock.calm();
    let out = "";
    let code: number | null = null;
    for (let asked = 0; code === null && asked < 10; asked += 1) {
      const size = { MaxEnvelopeSize: '<w:MaxEnvelopeSize s:mustUnderstand="true">8192</w:MaxEnvelopeSize>' };
      const { text } = ask(client, receive(shell, id, size));
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(8_192);
      out += received(text).out;
      code = received(text).code;
    }
    expect([out, code]).toEqual([`${words}\r\n`, 0]);
  });

  it("hands standard input on, once it is whole", async () => {
    const { clock, client, shell } = opened();
    const id = idOf(ask(client, command(shell, "powershell -")));
    await clock.calm();
    expect(faultOf(ask(client, receive(shell, id)).text)).toEqual(TIMED_OUT);
    const sent = ask(client, send(shell, id, 'Write-Host "from the input"'));
    expect(sent.text).toContain("<rsp:SendResponse");
    await clock.calm();
    expect(received(ask(client, receive(shell, id)).text)).toEqual({ out: "from the input\n", err: "", code: 0 });
  });

  it("interrupts a command by ctrl_c and forgets it by terminate", async () => {
    const { clock, client, shell } = opened();
    const id = idOf(ask(client, command(shell, "powershell -")));
    expect(ask(client, signal(shell, id, "ctrl_c")).text).toContain("<rsp:SignalResponse");
    await clock.calm();
    expect(received(ask(client, receive(shell, id)).text).code).toBe(-1_073_741_510);
    expect(ask(client, signal(shell, id, "Terminate")).status).toBe(200);
    expect(faultOf(ask(client, receive(shell, id)).text)).toEqual(UNEXPECTED_SELECTORS);
  });

  it.each([
    ["an unknown signal", (shell: string, id: string) => signal(shell, id, "applaud"), WRONG_PARAMETER],
    [
      "a stream that there is none of",
      (shell: string, id: string) => receive(shell, id).replace("stdout stderr", "stdfoo"),
      WRONG_PARAMETER,
    ],
    [
      "a command without a line",
      (shell: string) => shellRequest({ action: `${SHELL}/Command`, shell, body: "<rsp:CommandLine/>" }),
      { subcode: "w:SchemaValidationError", code: 0x80338041 },
    ],
    [
      "an action that shells do not have",
      (shell: string) => shellRequest({ action: `${TRANSFER}/Put`, shell }),
      { subcode: "a:ActionNotSupported", code: 0x80338013 },
    ],
    [
      "an id of a shell that is none",
      () => create().replace("<rsp:Shell ", '<rsp:Shell ShellId="x" '),
      WRONG_PARAMETER,
    ],
  ])("refuses %s", (_, request, fault) => {
    const { client, shell } = opened();
    const id = idOf(ask(client, command(shell, "powershell -")));
    expect(faultOf(ask(client, request(shell, id)).text)).toEqual(fault);
  });

  it("is written down in the truth, with what was run in it", async () => {
    const { clock, client, shell } = opened();
    ask(client, command(shell, "echo hello"));
    await clock.calm();
    ask(client, remove(shell));
    expect(client.deeds.list.map(({ deed, subject, result }) => [deed, subject, result])).toEqual([
      ["shell", shell, "opened"],
      ["command", "echo hello", "exit 0"],
      ["shell", shell, "closed"],
    ]);
  });

  it("is no resource by another name", () => {
    const { client } = opened();
    const other = create().replace(CMD, "http://schemas.microsoft.com/powershell/Microsoft.PowerShell");
    expect(ask(client, other).status).toBe(500);
  });
});

describe("the command processor", () => {
  it.each([
    ["hostname", "pc-1\r\n", "", 0],
    ["whoami", "corp\\operator\r\n", "", 0],
    ["HOSTNAME.EXE", "pc-1\r\n", "", 0],
    ["echo %COMPUTERNAME%", "PC-1\r\n", "", 0],
    ['echo "a & b"', '"a & b"\r\n', "", 0],
    ["cmd.exe /c echo one & echo two", "one \r\ntwo\r\n", "", 0],
    ["echo lost>nul && echo kept", "kept\r\n", "", 0],
    ["exit 3", "", "", 3],
    ["format c:", "", expect.stringContaining("'format' is not known"), 1],
    ["dir | more", "", expect.stringContaining("is not known"), 1],
    ["echo x > file.txt", "", expect.stringContaining("is not known"), 1],
    ["nonsense || echo instead", "instead\r\n", expect.stringContaining("nonsense"), 0],
    ["powershell -File x.ps1", "", expect.stringContaining("is not known"), 1],
    ["powershell -EncodedCommand x", "", expect.stringContaining("is not known"), 1],
    [`echo ${"x".repeat(8_192)}`, "", expect.stringContaining("too long"), 1],
  ])("answers %s", async (line, out, err, code) => {
    const clock = new FakeClock();
    expect(await runInShell(clientOf("healthy", { clock }), clock, line)).toEqual({ out, err, code });
  });
});
