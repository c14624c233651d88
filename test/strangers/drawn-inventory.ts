import { seededRandom } from "../../src/base/random.ts";

type Chance = () => number;

const GROUPS = 30;
const LINES = 120;
const NAMES = ["web", "sql", "pc", "srv-a", "win_b", "Desk", "n1.corp.example"];
const RANGES = ["[1:4]", "[01:10:3]", "[a:d]", "[A:C]", "[x:z:2]", "[008:011]", "[0:0]"];
/** How values are written, quoted for a line of a host. */
const ON_LINES = [
  ...[
    "5",
    "0x1f",
    "007",
    "1.50",
    "True",
    "true",
    "None",
    "word",
    "a/b",
    "1,2",
    "C:\\\\x",
    "x=y",
    "1_0",
    "-7",
    "+3",
    "1e3",
  ],
  ...[
    "'two words'",
    '"two words"',
    "\"{'a': [1, 'b']}\"",
    "\"['x', 2.5, None]\"",
    "'\"7\"'",
    '"it\'s"',
    "a'b'c",
    "'#1'",
  ],
  ...[
    '"(1,)"',
    '"()"',
    '"[]"',
    '"{}"',
    '"[1,"',
    '"1 + 1"',
    '"- 1"',
    "''",
    '"\\"q\\""',
    "'\\n'",
    "\"'\\\\n'\"",
    "0b101",
    "1.",
  ],
];
const IN_VARS = [
  ...[
    "5",
    "5 # five",
    "words and words",
    "'quoted'",
    '"a" "b"',
    "[1, 2, 3]",
    "{'k': True}",
    "a = b",
    "",
    "yes",
    "1,",
    "(1)",
  ],
  ...[
    "1, 'x'",
    "'open",
    "# none",
    "word # more",
    "'x' # y",
    "r'\\d'",
    "'\\x41\\u00e9'",
    "'''a'''",
    "00",
    "1__0",
    "0777",
    "1.5e-3",
  ],
];
const IN_YAML = [
  ...[
    "5",
    "yes",
    "No",
    "y",
    "~",
    "null",
    "1.5",
    "1e5",
    "1.5e+3",
    "017",
    "0o17",
    "0x1F",
    "1_000",
    "12:30",
    "+5",
    ".5",
    "5.",
  ],
  ...[
    '"5"',
    "'yes'",
    "text with words",
    "[1, yes, a]",
    "{a: 1, b: [x]}",
    "",
    "'it''s'",
    '"tab\\t"',
    "a: b".replace(": ", ":"),
    "-1",
  ],
];

/** An inventory of some dozen groups, above and below one another, with variables at every level. */
export function drawnInventory(form: "ini" | "yml", seed: number): string {
  const chance = seededRandom(seed);
  return form === "ini" ? drawnIni(chance) : drawnYaml(chance);
}

const oneOf = <T>(chance: Chance, of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
const groupName = (number: number) => `${number % 3 === 0 ? "G" : "g"}_${(number * 7) % GROUPS}`;

function host(chance: Chance): string {
  const name = `${oneOf(chance, NAMES)}${chance() < 0.4 ? oneOf(chance, RANGES) : Math.floor(chance() * 20)}`;
  return chance() < 0.1 ? `${name}:5985` : name;
}

/** A group stands only above those with a higher number, so that none is above itself. */
function children(chance: Chance, number: number): readonly string[] {
  const later = Array.from({ length: GROUPS - number - 1 }, (_, at) => groupName(number + at + 1));
  return later.filter(() => chance() < 2.5 / GROUPS);
}

function drawnIni(chance: Chance): string {
  const lines: string[] = [host(chance), "# the first are in no group"];
  for (let number = 0; number < GROUPS; number += 1) {
    lines.push(`[${groupName(number)}]${chance() < 0.2 ? "  # a section" : ""}`);
    for (let left = Math.floor((chance() * 2 * LINES) / GROUPS); left > 0; left -= 1) {
      const variables = ["a", "b", "c", "ansible_host"].filter(() => chance() < 0.3);
      const written = variables.map((name) => `${name}=${oneOf(chance, ON_LINES)}`);
      lines.push(
        [host(chance), ...written, ...(chance() < 0.1 ? ["# said"] : [])].join(oneOf(chance, [" ", "  ", "\t"])),
      );
    }
    if (chance() < 0.3) lines.push("", "; nothing");
  }
  for (let number = 0; number < GROUPS; number += 1) {
    const below = children(chance, number);
    if (below.length > 0) lines.push(`[${groupName(number)}:children]`, ...below);
    if (chance() < 0.7) lines.push(`[${groupName(number)}:vars]`);
    else continue;
    for (const name of ["a", "b", "d", "e"]) if (chance() < 0.6) lines.push(`${name} = ${oneOf(chance, IN_VARS)}`);
    if (chance() < 0.2) lines.push(`ansible_group_priority=${Math.floor(chance() * 5)}`);
  }
  return `${lines.join("\n")}\n`;
}

function drawnYaml(chance: Chance): string {
  const lines: string[] = [];
  for (let number = 0; number < GROUPS; number += 1) {
    lines.push(`${groupName(number)}:`);
    const hosts = Array.from({ length: Math.floor((chance() * 2 * LINES) / GROUPS) }, () => host(chance));
    if (hosts.length > 0) lines.push("  hosts:");
    for (const name of new Set(hosts)) {
      lines.push(`    ${name}:`);
      for (const variable of ["a", "b", "c"])
        if (chance() < 0.3) lines.push(`      ${variable}: ${oneOf(chance, IN_YAML)}`);
    }
    const below = children(chance, number);
    if (below.length > 0) lines.push("  children:", ...below.map((name) => `    ${name}:`));
    if (chance() < 0.7) {
      lines.push("  vars:");
      for (const name of ["a", "b", "d", "e"]) if (chance() < 0.6) lines.push(`    ${name}: ${oneOf(chance, IN_YAML)}`);
      if (chance() < 0.2) lines.push(`    ansible_group_priority: ${Math.floor(chance() * 5)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
