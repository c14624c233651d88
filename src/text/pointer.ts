/** The JSON pointer (RFC 6901) of a member or item of what `pointer` names. */
export function child(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The keys of a pointer from the root down. */
export function keysOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** How a person calls the value at a pointer: its key, `item 3 of hosts`, or `the file`. */
export function nameOf(pointer: string): string {
  const keys = keysOf(pointer);
  const last = keys.at(-1);
  if (last === undefined) return "the file";
  if (!/^\d+$/.test(last)) return `\`${last}\``;
  const list = keys.at(-2);
  return list === undefined ? `item ${Number(last) + 1}` : `item ${Number(last) + 1} of \`${list}\``;
}
