import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { targetStates } from "../../../src/model/outcome.ts";
import { htmlReport } from "../../../src/report/html/page.ts";
import type { RunReport } from "../../../src/report/run-report.ts";
import { grouped } from "../../../src/report/words.ts";
import { headlessChromium } from "../../strangers/presence.ts";
import { hostileReports, unshown } from "../hostile.ts";
import { NAMELESS, PALE } from "./access.ts";
import { type Browser, chromium, type Page, type PageOptions, startBrowser } from "./browser.ts";
import { largeReport } from "./large-run.ts";

const { absent, name: reader } = headlessChromium(chromium);

/** Two frames later what was asked for is drawn. */
const DRAWN = "new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))";

/** The texts of a column of the table, as far as its rows exist. */
const COLUMN = (at: number) =>
  `[...document.querySelectorAll("#rows tbody tr[data-at]")].map((row) => row.cells[${at}].textContent)`;

const TYPE = (words: string) => `(() => {
  const query = document.getElementById("query");
  query.value = ${JSON.stringify(words)};
  query.dispatchEvent(new Event("input"));
})()`;

describe.skipIf(absent)(`the page in ${reader}`, () => {
  const report = largeReport(600);
  let folder: string;
  let browser: Browser;
  let files = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "invrun-page-"));
    browser = await startBrowser(chromium as string);
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(from: RunReport, options?: PageOptions): Promise<Page> {
    const file = join(folder, `report-${files++}.html`);
    await writeFile(file, [...htmlReport(from)].join(""));
    const page = await browser.open(pathToFileURL(file).href, options);
    if (options?.scriptless !== true) await page.evaluate(DRAWN);
    return page;
  }

  async function texts(page: Page, column = 0): Promise<readonly string[]> {
    await page.evaluate(DRAWN);
    return page.evaluate(COLUMN(column));
  }

  it("opens from the disk, asks for nothing else, and has nothing to complain of", async () => {
    const page = await open(report);
    expect(page.asked).toHaveLength(1);
    expect(page.said).toEqual([]);
    expect(await page.evaluate("document.querySelector('h1').textContent")).toBe("full-inventory");
    await page.close();
  });

  it("runs no script that was not in it when it was made", async () => {
    const page = await open(report);
    const intrusions = [
      "const script = document.createElement('script'); script.append('window.injected = true'); document.body.append(script)",
      "const picture = document.createElement('img'); document.body.append(picture); picture.src = 'nowhere.png'",
      "document.body.setAttribute('onclick', 'window.injected = true'); document.body.click()",
    ];
    for (const intrusion of intrusions) await page.evaluate(`(() => { ${intrusion} })()`).catch(() => {});
    await page.evaluate(DRAWN);
    expect(await page.evaluate("window.injected ?? null")).toBeNull();
    await expect(page.evaluate("document.body.innerHTML = '<b>x</b>'")).rejects.toThrow("TrustedHTML");
    expect(page.said.filter((text) => text.includes("Loading the image"))).toHaveLength(1);
    await page.close();
  });

  it("shows every hostile text as text", async () => {
    for (const hostile of fc.sample(hostileReports, { numRuns: 25, seed: 42 })) {
      const page = await open(hostile);
      const { targets, name } = hostile.summary;
      expect(page.said).toEqual([]);
      expect(page.asked).toHaveLength(1);
      expect((await texts(page)).map(unshown)).toEqual(targets.map((target) => target.name));
      // A heading's text is what was given, white space and all.
      expect(unshown(await page.evaluate("document.querySelector('h1').textContent"))).toBe(name);
      expect(
        await page.evaluate("document.querySelectorAll('img, iframe, object, embed, form, base, link').length"),
      ).toBe(0);
      expect(
        await page.evaluate("[...document.querySelectorAll('a')].every((a) => a.getAttribute('href').startsWith('#'))"),
      ).toBe(true);
      const place = targets.findIndex(({ message }) => message !== null);
      if (place !== -1) {
        await page.evaluate(`document.querySelector('#rows button[data-place="${place}"]').click()`);
        const told = (part: string) => page.evaluate<string>(`document.querySelector("#target ${part}").textContent`);
        expect(unshown(await told("h2"))).toBe(targets[place]?.name);
        expect(unshown(await told(".said"))).toBe(targets[place]?.message);
      }
      await page.close();
    }
  });

  it("finds targets by every word of a search, and says how many", async () => {
    const page = await open(report);
    await page.evaluate(TYPE("inv404 BER-"));
    const found = report.summary.targets.filter(({ code, name }) => code === "INV404" && name.startsWith("ber-"));
    expect(found.length).toBeGreaterThan(2);
    expect(await texts(page)).toEqual(found.map(({ name }) => name));
    expect(await page.evaluate("document.getElementById('found').textContent")).toBe(`${found.length} of 600 targets`);
    await page.evaluate(TYPE("nobody is called that"));
    expect(await texts(page)).toEqual([]);
    await page.close();
  });

  it("sorts by a column up and down and then not at all, and says so to a screen reader", async () => {
    const page = await open(report);
    const byState = "document.querySelectorAll('#rows thead button')[1]";
    const sorting = () => page.evaluate(`${byState}.closest('th').getAttribute('aria-sort')`);
    const { totals } = report.summary;
    await page.evaluate(`${byState}.click()`);
    expect([await sorting(), (await texts(page, 1))[0]]).toEqual(["ascending", "succeeded"]);
    await page.evaluate(`${byState}.click()`);
    expect(await sorting()).toBe("descending");
    const first = targetStates.findLast((state) => totals[state] > 0);
    expect(first).toBe("unreachable");
    expect((await texts(page, 1)).slice(0, totals.unreachable)).toEqual(
      Array.from({ length: totals.unreachable }, () => "unreachable"),
    );
    await page.evaluate(`${byState}.click()`);
    expect(await sorting()).toBe("none");
    expect((await texts(page))[0]).toBe(report.summary.targets[0]?.name);
    await page.close();
  });

  it("lets the keyboard walk the table and open a target, and comes back to where it was", async () => {
    const page = await open(report);
    await page.evaluate("document.querySelector('#rows tbody button').focus()");
    for (let row = 0; row < 40; row += 1) await page.press("ArrowDown");
    await page.evaluate(DRAWN);
    const focused = "document.activeElement.textContent";
    expect(await page.evaluate(focused)).toBe(report.summary.targets[40]?.name);
    await page.press("Enter");
    expect(await page.evaluate("document.querySelector('#target').open")).toBe(true);
    await page.press("Escape");
    expect(await page.evaluate("document.querySelector('#target').open")).toBe(false);
    expect(await page.evaluate(focused)).toBe(report.summary.targets[40]?.name);
    await page.press("End");
    expect(await page.evaluate(focused)).toBe(report.summary.targets.at(-1)?.name);
    await page.close();
  });

  it("lets the keyboard walk the map, and says what it is at", async () => {
    const page = await open(report);
    await page.evaluate("document.getElementById('heat').focus()");
    await page.press("Home");
    await page.press("ArrowRight");
    const said =
      "new Promise((resolve) => setTimeout(() => resolve(document.getElementById('under').textContent), 200))";
    expect(await page.evaluate(said)).toContain(`${report.summary.targets[1]?.name}, batch 1: `);
    await page.press("Enter");
    expect(await page.evaluate("document.querySelector('#target h2').textContent")).toBe(
      report.summary.targets[1]?.name,
    );
    await page.close();
  });

  it("is light or dark as the system is, or as the reader chooses", async () => {
    const paper = "getComputedStyle(document.body).backgroundColor";
    const choose = (theme: string) => `document.querySelector('input[value="${theme}"]').click()`;
    const light = await open(report);
    const white = await light.evaluate(paper);
    await light.evaluate(choose("dark"));
    const black = await light.evaluate(paper);
    expect([white, black]).toEqual(["rgb(255, 255, 255)", "rgb(20, 24, 29)"]);
    await light.close();
    const dark = await open(report, { scheme: "dark" });
    expect(await dark.evaluate(paper)).toBe(black);
    await dark.evaluate(choose("light"));
    expect(await dark.evaluate(paper)).toBe(white);
    await dark.close();
  });

  it("has names for all that a screen reader meets, and no text that is too pale, in light and dark", async () => {
    for (const scheme of ["light", "dark"] as const) {
      const page = await open(report, { scheme });
      await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })");
      await page.evaluate(`document.querySelector('#rows button[data-place="1"]').click()`);
      await page.evaluate(DRAWN);
      expect(await page.evaluate(NAMELESS)).toEqual([]);
      expect(await page.evaluate(PALE)).toEqual([]);
      await page.close();
    }
  });

  it("fits a narrow screen without scrolling sideways", async () => {
    const page = await open(report, { width: 420 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(420);
    await page.close();
  });

  it("puts on paper, of many targets, those that did not end well, and takes them away again", async () => {
    const page = await open(report);
    const bad = report.summary.targets.filter(({ state }) => state !== "succeeded" && state !== "skipped");
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
    expect(await page.evaluate(COLUMN(0))).toEqual(bad.map(({ name }) => name));
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))");
    expect((await texts(page))[0]).toBe(report.summary.targets[0]?.name);
    expect((await page.paper()).subarray(0, 5).toString()).toBe("%PDF-");
    await page.close();
  });

  it("tells without its script everything but the map and the table", async () => {
    const page = await open(report, { scriptless: true });
    await page.call("Emulation.setScriptExecutionDisabled", { value: false });
    const shown = await page.evaluate<string>("document.body.innerText");
    expect(shown).toContain("Finished");
    expect(shown).toContain("INV404");
    expect(shown).toContain("need this page's own script");
    expect(await page.evaluate("document.querySelectorAll('#rows tr').length")).toBe(0);
    await page.close();
  });

  it("of 50,000 targets holds some dozen rows at a time, and reaches the last", async () => {
    const many = largeReport(50_000);
    const page = await open(many);
    expect(page.said).toEqual([]);
    expect((await texts(page)).length).toBeLessThan(80);
    expect(await page.evaluate("document.querySelector('#rows table').getAttribute('aria-rowcount')")).toBe("50001");
    await page.evaluate("document.getElementById('rows').scrollTop = 1e9");
    expect((await texts(page)).at(-1)).toBe(many.summary.targets.at(-1)?.name);
    await page.evaluate(TYPE("unreachable"));
    await page.evaluate(DRAWN);
    expect(await page.evaluate("document.getElementById('found').textContent")).toBe(
      `${grouped(many.summary.totals.unreachable)} of 50,000 targets`,
    );
    await page.close();
  });
});
