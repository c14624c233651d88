import { writeFile } from "node:fs/promises";
import { pages } from "./pages/index.ts";
import { writeSchemas } from "./schemas.ts";

const root = new URL("..", import.meta.url);

for (const { path, text } of pages()) await writeFile(new URL(path, root), text);
await writeSchemas();
