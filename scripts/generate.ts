import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { pages } from "./pages/index.ts";

const root = new URL("..", import.meta.url);

for (const { path, text } of pages()) await writeFile(new URL(path, root), text);

const schemas = new URL("./schemas.ts", import.meta.url);
if (existsSync(schemas)) {
  const { writeSchemas } = (await import(schemas.href)) as { writeSchemas: () => Promise<void> };
  await writeSchemas();
}
