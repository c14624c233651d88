import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { confirm } from "../../src/app/confirm.ts";
import { fullInventory, planOf } from "../support/plans.ts";

const names = (count: number) => Array.from({ length: count }, (_, index) => `pc-${index}`);

function terminal(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = Object.assign(new PassThrough(), { isTTY });
  let shown = "";
  output.setEncoding("utf8").on("data", (text: string) => {
    shown += text;
  });
  return { input, output, shown: () => shown };
}

describe("the question before a run", () => {
  it("shows the steps and goes on when the number of targets is typed", async () => {
    const { input, output, shown } = terminal(true);
    const answered = confirm(planOf(names(21), fullInventory), { input, output });
    input.write("21\n");
    await answered;
    expect(shown()).toContain("3. force-inventory hardware, software");
  });

  it.each(["20", "yes", ""])("takes %j for a no", async (answer) => {
    const { input, output } = terminal(true);
    const answered = confirm(planOf(names(21), fullInventory), { input, output });
    input.write(`${answer}\n`);
    await expect(answered).rejects.toMatchObject({ code: "INV303", exit: 2 });
  });

  it("is refused to a person whose standard input held the list", async () => {
    const { output } = terminal(true);
    const { input } = terminal(false);
    const plan = planOf(names(21), fullInventory);
    await expect(confirm(plan, { input, output }, { listOnInput: true })).rejects.toMatchObject({
      code: "INV372",
      exit: 2,
    });
    await confirm(planOf(names(20), fullInventory), { input, output }, { listOnInput: true });
    await confirm(plan, terminal(false), { listOnInput: true });
  });

  it("takes the end of the input for a no, and leaves the line of the question", async () => {
    const { input, output, shown } = terminal(true);
    const answered = confirm(planOf(names(21), fullInventory), { input, output });
    input.end();
    await expect(answered).rejects.toMatchObject({ code: "INV303" });
    expect(shown()).toMatch(/to go on: .*\n$/);
  });

  it("is not asked of 20 targets, nor where there is no terminal", async () => {
    const few = terminal(true);
    await confirm(planOf(names(20), fullInventory), few);
    const pipe = terminal(false);
    await confirm(planOf(names(500), fullInventory), pipe);
    expect(few.shown() + pipe.shown()).toBe("");
  });
});
