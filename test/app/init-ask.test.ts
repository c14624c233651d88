import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { type Person, personAt } from "../../src/app/init-ask.ts";

describe("the terminal", () => {
  const streams = (isTTY: boolean) => ({
    input: Object.assign(new PassThrough(), { isTTY }),
    output: Object.assign(new PassThrough(), { isTTY }),
  });

  it("is only there where both its ends are one", () => {
    expect(personAt(streams(false))).toBeNull();
    expect(personAt({ ...streams(true), input: streams(false).input })).toBeNull();
  });

  it("takes an empty line for the default, and the end of the input for leaving", async () => {
    const ends = streams(true);
    let shown = "";
    ends.output.setEncoding("utf8").on("data", (text: string) => {
      shown += text;
    });
    const person = personAt(ends) as Person;
    const first = person.ask({ text: "Which", fallback: "both" });
    ends.input.write("\n");
    expect(await first).toBe("both");
    const second = person.ask({ text: "Who", fallback: null });
    ends.input.write("  me \n");
    expect(await second).toBe("me");
    const third = person.ask({ text: "Why", fallback: "" });
    ends.input.end();
    expect(await third).toBeNull();
    person.close();
    expect(shown).toContain("Which [both]: ");
  });
});
