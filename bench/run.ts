import type { Row } from "./row.ts";

/** Every bench by name: a line here and a file beside it make a new one. */
const benches: Readonly<Record<string, () => Promise<{ measure(): Promise<readonly Row[]> }>>> = {
  startup: () => import("./startup.ts"),
};

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(", ")}. There are: ${Object.keys(benches).join(", ")}.`);
  process.exitCode = 2;
} else {
  const rows: Row[] = [];
  for (const [name, load] of Object.entries(benches)) {
    if (names.length === 0 || names.includes(name)) rows.push(...(await (await load()).measure()));
  }
  if (process.argv.includes("--json")) console.log(JSON.stringify({ rows }));
  else for (const row of rows) console.log(line(row));
  if (rows.some((row) => row.limit !== null && row.value > row.limit)) process.exitCode = 1;
}

function line({ name, value, unit, limit, how }: Row): string {
  const verdict = limit === null ? "" : value > limit ? `, over the limit of ${limit}` : `, limit ${limit}`;
  return `${name.padEnd(24)} ${value} ${unit}${verdict}  (${how})`;
}
