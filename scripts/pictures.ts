/**
 * Makes the pictures of the pages anew: a run against simulated clients, in a real terminal, and its report in a real
 * browser. Nothing in them is drawn by hand or made up. Needs Linux with tmux, unshare and Chromium.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { takeReport } from "./pictures/report-picture.ts";
import { readScreen, type ScreenRow } from "./pictures/screen.ts";
import { openStage } from "./pictures/stage.ts";
import { openTerminal, type Terminal } from "./pictures/terminal.ts";
import { terminalSvg } from "./pictures/terminal-svg.ts";

/** The last batch with something done and more than half of it left. */
const IN_THE_MIDDLE = /Batch 3 of 3: 1\d of \d\d done/;
const COLUMNS = 100;

const pictures = fileURLToPath(new URL("../docs/pictures", import.meta.url));
const stage = await openStage();
try {
  const terminal = await openTerminal(stage, { columns: COLUMNS, rows: 40 });
  try {
    await terminal.type("invrun apply full-inventory.yml --targets targets.yml --change CHG0031337 --yes");
    const middle = readScreen(await terminal.until((text) => IN_THE_MIDDLE.test(text)));
    await write("tree.svg", "A run under way", middle);
    await write("tree-ended.svg", "The same run, ended", await ended(terminal));
    await terminal.type("invrun report --format html -o report.html");
    await ended(terminal);
  } finally {
    await terminal.close();
  }
  const report = await readFile(join(stage.folder, "report.html"), "utf8");
  if (!report.includes("deploy on runner-1")) throw new Error("The report names another operator than the stage's.");
  for (const [name, scheme] of [["report.png", "light"] as const, ["report-dark.png", "dark"] as const]) {
    await writeFile(join(pictures, name), await takeReport(join(stage.folder, "report.html"), scheme));
    console.log(`docs/pictures/${name}`);
  }
} finally {
  await stage.close();
}

/** What stands in the terminal once it asks for the next command, without that question. */
async function ended(terminal: Terminal): Promise<readonly ScreenRow[]> {
  const text = await terminal.until((screen) => /\n\$\s*$/.test(screen));
  return readScreen(text).slice(0, -1);
}

async function write(name: string, title: string, rows: readonly ScreenRow[]): Promise<void> {
  await writeFile(join(pictures, name), terminalSvg(rows, { title, columns: COLUMNS }));
  console.log(`docs/pictures/${name}`);
}
