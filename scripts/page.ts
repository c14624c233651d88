/** Bundles script and style of the HTML report into src/report/html/page.generated.js, as two texts. */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const room = new URL("../src/report/html/", import.meta.url);

/** What every browser of the last two years knows: the page is read where it lands, not where it was made. */
const BROWSERS = ["chrome123", "firefox120", "safari17.5"];

/** Writes the texts of the page's script and style. */
export async function buildPage(): Promise<void> {
  const [script, style] = await Promise.all([bundled("client/main.ts"), bundled("page.css")]);
  const lines = [`export const script = ${JSON.stringify(script)};`, `export const style = ${JSON.stringify(style)};`];
  await writeFile(new URL("page.generated.js", room), `${lines.join("\n")}\n`);
}

/** Minified, in ASCII: nothing in it depends on how the page is decoded, and it is hashed as it stands. */
async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, room))],
    bundle: true,
    write: false,
    minify: true,
    charset: "ascii",
    format: "iife",
    target: BROWSERS,
    legalComments: "none",
    logLevel: "warning",
  });
  const text = outputFiles[0]?.text ?? "";
  if (/<\/|<!--/.test(text)) throw new Error(`${entry} holds what would end its element`);
  return text;
}

if (import.meta.main) await buildPage();
