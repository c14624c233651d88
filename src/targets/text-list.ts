import type { HostEntry } from "../model/selection.ts";

/** One name or range a line; what follows a `#` at the start or after a blank is a comment. */
export function readTextList(text: string): readonly HostEntry[] {
  const hosts: HostEntry[] = [];
  const lines = /[^\r\n]+/g;
  for (const { index, 0: line } of text.matchAll(lines)) {
    const bare = line.replace(/(?:^|\s)#.*$/, "");
    const name = bare.trim();
    if (name === "") continue;
    const from = index + bare.indexOf(name);
    hosts.push({ name, address: null, port: null, anyIdentity: false, addressAt: null, from, to: from + name.length });
  }
  return hosts;
}
