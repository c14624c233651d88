import { pathToFileURL } from "node:url";
import { chromium, startBrowser } from "../../test/report/html/browser.ts";

/** In pixels; the height is the page's own, down to the course of the run. */
const WIDTH = 1200;
const UNTIL = "#time";

/** A PNG image of a report's first sections: how it ended, the record, and the map of all targets. */
export async function takeReport(file: string, scheme: "light" | "dark"): Promise<Buffer> {
  if (chromium === null) throw new Error("No Chromium was found on the path.");
  const browser = await startBrowser(chromium);
  try {
    const page = await browser.open(pathToFileURL(file).href, { width: WIDTH, scheme });
    const top = `Math.floor(document.querySelector(${JSON.stringify(UNTIL)}).getBoundingClientRect().top)`;
    const size = { width: WIDTH, height: await page.evaluate<number>(top) };
    await page.call("Emulation.setDeviceMetricsOverride", { ...size, deviceScaleFactor: 1, mobile: false });
    return await page.picture();
  } finally {
    await browser.close();
  }
}
