import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSource } from "../../src/model/source.ts";
import { parseTargets, parseYamlTargets } from "../../src/targets/parse.ts";
import { readPlainList } from "../../src/targets/plain-list.ts";

const name = fc.constantFrom(
  "pc-1",
  "PC-002.corp.example",
  "a",
  "x_1",
  "lab.a",
  "e1",
  "x0",
  "n1",
  "inf",
  "nan",
  "undefined",
);
const odd = fc.constantFrom(
  "no",
  "Yes",
  "null",
  "TRUE",
  "1e5",
  "0x1",
  "12",
  "-",
  "a b",
  "a:",
  "é",
  "pc-[1:3]",
  "~",
  ".inf",
);
const word = fc.oneof({ weight: 12, arbitrary: name }, odd);
const address = fc.constantFrom("10.0.0.1", "fe80::1", "::1", "host.corp", "");
const port = fc.constantFrom("5985", "65535", "65536", "0", "080", "1e3");
const item = fc.oneof(
  word.map((text) => `- ${text}`),
  word.map((text) => `- "${text}"`),
  fc.tuple(word, fc.option(address), fc.option(port)).map(([host, where, at]) => {
    const parts = [`name: "${host}"`, ...(where === null ? [] : [`address: "${where}"`])];
    return `- { ${[...parts, ...(at === null ? [] : [`port: ${at}`])].join(", ")} }`;
  }),
);
const trailing = fc.constantFrom("", "", "", "", " ", " # c", "\t", ":");
const line = fc.tuple(item, trailing).map((parts) => `  ${parts.join("")}`);
const other = fc.constantFrom("", "  ", "# c", "  # c", "- pc-9", "   - pc-9", "exclude:", "...", "---", "#é", "\t");
const head = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom("hosts:", "# c\n\nhosts: ") },
  fc.constantFrom("hosts: # c", "Hosts:", "---\nhosts:", " hosts:", ""),
);
const list = fc
  .tuple(
    head,
    fc.array(fc.oneof({ weight: 20, arbitrary: line }, other), { maxLength: 4 }),
    fc.constantFrom("\n", "\r\n"),
    fc.constantFrom("", "\n"),
  )
  .map(([first, lines, end, last]) => [first, ...lines].join(end) + last);

describe("readPlainList", () => {
  it("reads what it reads exactly as YAML does, places included, and nothing in which YAML finds a mistake", () => {
    let read = 0;
    fc.assert(
      fc.property(list, (text) => {
        if (readPlainList(text) === null) return;
        read++;
        const source = createSource("list.yml", text);
        expect(parseTargets(source)).toEqual(parseYamlTargets(source, null));
        expect(parseTargets(source).diagnostics).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  it("reads the list that `simulate` writes, and one of bare names", () => {
    const text = 'hosts:\n  - { name: "pc-1", address: "127.0.0.1", port: 5985 }\n  - pc-2\n';
    const at = (part: string) => ({ from: text.indexOf(part), to: text.indexOf(part) + part.length });
    const own = { address: "127.0.0.1", port: 5985, anyIdentity: false, addressAt: at('"127.0.0.1"') };
    const bare = { address: null, port: null, anyIdentity: false, addressAt: null };
    expect(readPlainList(text)).toEqual([
      { name: "pc-1", ...own, ...at('"pc-1"') },
      { name: "pc-2", ...bare, ...at("pc-2") },
    ]);
  });

  it.each([
    "hosts:\n",
    "hosts:\n  - no\n",
    "hosts:\n  - pc-1\n - pc-2\n",
    "hosts:\n  - pc-1 # c\n",
    'hosts:\n  - { name: "pc-1", port: 70000 }\n',
    "hosts:\n  - 12\n",
    "hosts:\n  - pc-[1:3]\n",
    "hosts:\n  - pc-1\nexpect: { min: 1 }\n",
    "- pc-1\n",
  ])("leaves %j to YAML", (text) => {
    expect(readPlainList(text)).toBeNull();
  });
});
