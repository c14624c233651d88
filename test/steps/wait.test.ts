import { describe, expect, it } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { wait } from "../../src/steps/wait.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { instance, runStep } from "./step-context.ts";

const SETUP = "select Name from Win32_Process where Name = 'ccmsetup.exe'";
const SECOND = 1_000;

/** Answers with so many rows at each look; the last number stands for all further looks. */
function answers(...rows: readonly number[]) {
  const asked: string[] = [];
  const query = async (namespace: string, wql: string) => {
    const count = rows[Math.min(asked.length, rows.length - 1)] as number;
    asked.push(`${namespace}: ${wql}`);
    return Array.from({ length: count }, () => instance({ Name: "ccmsetup.exe" }));
  };
  return { asked, query };
}

describe("a wait on a query", () => {
  it("looks at once, and is over where the answer is there already", async () => {
    const { asked, query } = answers(0);
    const { outcome, pausesMs } = await runStep(wait, { query: SETUP, until: "gone" }, { query });
    expect(outcome).toEqual({ kind: "unchanged", facts: { rows: 0 } });
    expect([asked, pausesMs]).toEqual([[`root\\cimv2: ${SETUP}`], []]);
  });

  it("looks again after 15, 30, 60 and 120 s, and then every 5 minutes", async () => {
    const { query } = answers(0, 0, 0, 0, 0, 0, 2);
    const { outcome, pausesMs } = await runStep(wait, { query: SETUP, until: "found", timeout: "1h" }, { query });
    expect(outcome).toEqual({ kind: "unchanged", facts: { rows: 2 } });
    expect(pausesMs).toEqual([15, 30, 60, 120, 300, 300].map((seconds) => seconds * SECOND));
  });

  it("asks in the namespace that is named, the query without the line ends around it", async () => {
    const { asked, query } = answers(1);
    const input = {
      query: "SELECT ItemClass FROM InventoryDataItem\n",
      namespace: "root\\ccm",
      until: "found",
    } as const;
    await runStep(wait, input, { query });
    expect(asked).toEqual(["root\\ccm: SELECT ItemClass FROM InventoryDataItem"]);
  });

  it.each([
    ["found", 0, "Nothing was found"],
    ["gone", 3, "Something was still found"],
  ] as const)("until %s fails when its time is over, after a last look at its end", async (until, rows, words) => {
    const { asked, query } = answers(rows);
    const clock = new FakeClock();
    const from = clock.now();
    const { outcome } = await runStep(wait, { query: SETUP, until, timeout: "1m" }, { query }, clock);
    expect(outcome).toMatchObject({ kind: "failed", fault: { code: "INV808" }, facts: { rows } });
    expect(outcome.kind === "failed" && outcome.fault.message).toContain(words);
    expect([asked.length, clock.now() - from]).toEqual([4, 60 * SECOND]);
  });

  it("lasts 30 minutes at most where nothing is said", async () => {
    const { query } = answers(0);
    const clock = new FakeClock();
    const from = clock.now();
    await runStep(wait, { query: SETUP, until: "found" }, { query }, clock);
    expect(clock.now() - from).toBe(30 * 60 * SECOND);
  });

  it("goes on where the computer cannot be reached for a while, as one that restarts", async () => {
    let looks = 0;
    const query = async () => {
      looks += 1;
      if (looks < 3) throw new Fault("INV403", "Nothing listens.");
      return [];
    };
    const { outcome, notes } = await runStep(wait, { query: SETUP, until: "gone" }, { query });
    expect(outcome.kind).toBe("unchanged");
    expect(notes).toEqual(["could not look: Nothing listens.", "could not look: Nothing listens."]);
  });

  it("says why the last look could not be made, where it could not", async () => {
    const query = () => Promise.reject(new Fault("INV403", "Nothing listens."));
    const { outcome } = await runStep(wait, { query: SETUP, until: "gone", timeout: "1m" }, { query });
    expect(outcome).toMatchObject({ kind: "failed", fault: { code: "INV403" } });
  });

  it.each(["INV714", "INV702", "INV704"] as const)(
    "fails at once where the host refuses the query (%s)",
    async (code) => {
      let looks = 0;
      const query = () => {
        looks += 1;
        return Promise.reject(new Fault(code, "refused", { delivered: "yes" }));
      };
      await expect(runStep(wait, { query: SETUP, until: "gone" }, { query })).rejects.toMatchObject({ code });
      expect(looks).toBe(1);
    },
  );
});
