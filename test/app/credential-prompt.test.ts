import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { promptSecret } from "../../src/app/prompt.ts";
import { revealed } from "../support/canary.ts";

/** A terminal with somebody at it who types. */
function terminal(...pieces: readonly (string | Buffer)[]) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (raw: boolean) => modes.push(raw) });
  const output = Object.assign(new PassThrough(), { isTTY: true });
  for (const piece of pieces) input.write(piece);
  const shown = () => {
    const pieces: string[] = [];
    for (let piece = output.read(); piece !== null; piece = output.read()) pieces.push(String(piece));
    return pieces.join("");
  };
  return { input, output, modes, shown };
}

describe("a person who is asked for a secret", () => {
  it.each([
    [["hunter2\r"], "hunter2"],
    [["hun", "ter2", "\n"], "hunter2"],
    [["huntr\u007f\u007fter2\r"], "hunter2"],
    [["wrong\u0015hunter2\r"], "hunter2"],
    // A letter of two bytes that come one by one.
    [[Buffer.from([0x70, 0xc3]), Buffer.from([0xa4]), "\r"], "pä"],
  ])("types %j and gives %j, which is shown nowhere", async (pieces, secret) => {
    const at = terminal(...pieces);
    expect(revealed(await promptSecret("Password of corp", at))).toBe(secret);
    expect(at.shown()).toBe("Password of corp: \n");
    expect(at.modes).toEqual([true, false]);
  });

  it.each([["\u0003"], ["hunter2\u0003"], ["\u0004"], ["\r"]])("may leave by %j", async (keys) => {
    const at = terminal(keys);
    await expect(promptSecret("Password of corp", at)).rejects.toMatchObject({ code: "INV348", exit: 5 });
    expect(at.modes).toEqual([true, false]);
    expect(at.shown()).not.toContain("hunter2");
  });

  it("may close the terminal", async () => {
    const at = terminal();
    at.input.end();
    await expect(promptSecret("Password of corp", at)).rejects.toMatchObject({ code: "INV348" });
  });

  it("must be there: without a terminal nobody is asked", async () => {
    const { input, output } = terminal("hunter2\r");
    const piped = Object.assign(new PassThrough(), { isTTY: false });
    await expect(promptSecret("x", { input: piped, output })).rejects.toMatchObject({ code: "INV348" });
    await expect(promptSecret("x", { input, output: piped })).rejects.toMatchObject({ code: "INV348" });
  });
});
