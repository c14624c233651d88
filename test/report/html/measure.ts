/**
 * What the HTML report costs, in figures: `node test/report/html/measure.ts [TARGETS]`. Makes the report of a made-up
 * run, opens it in a headless Chromium, and tells how long that took, what it weighs and how soon a search answers.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { htmlReport } from "../../../src/report/html/page.ts";
import { chromium, type Page, startBrowser } from "./browser.ts";
import { largeReport } from "./large-run.ts";

const targets = Number(process.argv[2] ?? 50_000);
const ROUNDS = 5;

/** Types a word into the search field and waits until what was found is painted; in milliseconds. */
const SEARCH = (word: string) => `new Promise((resolve) => {
  const query = document.getElementById("query");
  const from = performance.now();
  query.value = ${JSON.stringify(word)};
  query.dispatchEvent(new Event("input"));
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
})`;

/** Sorts by the nth column, until it is painted; in milliseconds. */
const SORT = (column: number) => `new Promise((resolve) => {
  const from = performance.now();
  document.querySelectorAll("#rows thead button")[${column}].click();
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
})`;

const OPENED = `(() => {
  const [timing] = performance.getEntriesByType("navigation");
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return { loadedMs: timing.loadEventEnd, paintedMs: paint?.startTime ?? null };
})()`;

if (chromium === null) throw new Error("no Chromium is installed here");
const folder = await mkdtemp(join(tmpdir(), "invrun-measure-"));
const browser = await startBrowser(chromium);
try {
  const report = largeReport(targets);
  const from = performance.now();
  const text = [...htmlReport(report)].join("");
  const madeMs = performance.now() - from;
  const file = join(folder, "report.html");
  await writeFile(file, text);
  tell("targets", targets);
  tell("made, ms", madeMs);
  tell("size, MB", text.length / 1e6);
  const opened: { loadedMs: number; paintedMs: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await browser.open(pathToFileURL(file).href);
    await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))");
    opened.push(await page.evaluate(OPENED));
    if (round === ROUNDS - 1) await tellPage(page);
    await page.close();
  }
  tell("opened and drawn, ms, median", median(opened.map(({ loadedMs }) => loadedMs)));
  tell("first paint, ms, median", median(opened.map(({ paintedMs }) => paintedMs)));
} finally {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
}

async function tellPage(page: Page): Promise<void> {
  const heap = async () => {
    await page.call("HeapProfiler.collectGarbage");
    return ((await page.call("Runtime.getHeapUsage")) as { usedSize: number }).usedSize / 1e6;
  };
  tell("heap when open, MB", await heap());
  tell("rows in the document", await page.evaluate("document.querySelectorAll('#rows tbody tr').length"));
  tell("first search, ms", await page.evaluate(SEARCH("muc")));
  const words = ["INV803", "unreachable", "lt012345", "site p02", "no report hardware", ""];
  for (const word of words) tell(`search ${JSON.stringify(word)}, ms`, await page.evaluate(SEARCH(word)));
  for (const column of [0, 1, 3, 8]) tell(`sort by column ${column + 1}, ms`, await page.evaluate(SORT(column)));
  tell("heap afterwards, MB", await heap());
}

function tell(what: string, figure: number): void {
  console.log(`${what.padEnd(40)}${figure.toFixed(figure < 10 ? 1 : 0).padStart(8)}`);
}

function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] as number;
}
