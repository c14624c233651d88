interface Unsaid {
  readonly code: string;
  readonly why: string;
  /** Of test/cases/validate, without their ending. */
  readonly files: readonly string[];
}

const READ_BY_YAML = "YAML resolves it before any schema is asked, and it is right YAML.";
const NEEDS_THE_FILE = "It lies in another file, which no schema reads.";
const COMPARES = "A schema compares no two values of a text.";

/** Errors that `validate` tells and an editor does not mark at their line, with the reason. */
export const BEYOND_A_SCHEMA: readonly Unsaid[] = [
  { code: "INV101", why: NEEDS_THE_FILE, files: ["excluded-lists", "files-not-there"] },
  { code: "INV102", why: NEEDS_THE_FILE, files: ["files-of-unknown-kind"] },
  { code: "INV103", why: "A schema is not asked about a text without any value.", files: ["comments-only"] },
  { code: "INV104", why: "A schema counts neither depth nor size of a text.", files: ["deep"] },
  {
    code: "INV110",
    why: "The editor's YAML parser marks it at the line where it gave up, not where it was opened.",
    files: ["key-is-a-list", "unclosed-list", "unclosed-map", "unclosed-quote"],
  },
  { code: "INV113", why: READ_BY_YAML, files: ["anchor-and-alias"] },
  { code: "INV114", why: READ_BY_YAML, files: ["tag", "yaml-1.1"] },
  { code: "INV115", why: READ_BY_YAML, files: ["merge-key"] },
  { code: "INV116", why: "Each document of a file is asked about alone.", files: ["several-documents"] },
  {
    code: "INV124",
    why: "The bound of a duration is one of the sum of its parts, and a pattern does not add.",
    files: ["durations-out-of-bounds", "limits"],
  },
  {
    code: "INV144",
    why: "Which steps came before, in order, a schema cannot ask.",
    files: ["wait-before-force", "wait-without-force"],
  },
  {
    code: "INV170",
    why: "A schema knows no place in a list but those counted from its start.",
    files: ["batches-behind-rest"],
  },
  {
    code: "INV175",
    why: "Which zones there are, the platform knows, and each version of it others.",
    files: ["window", "zone-abbreviated"],
  },
  { code: "INV176", why: COMPARES, files: ["window-that-is-always-open", "window-without-an-end"] },
  {
    code: "INV178",
    why: "How many names a range stands for, a schema does not count.",
    files: ["criterion-beyond-the-fleet"],
  },
  {
    code: "INV181",
    why: "What a host demands is compared with the connection, which stands elsewhere.",
    files: ["pins-without-tls"],
  },
  {
    code: "INV195",
    why: "What a script demands is compared with the connection, which stands elsewhere.",
    files: ["scripts-readable"],
  },
  {
    code: "INV197",
    why: "What a script demands is compared with the connection, which stands elsewhere.",
    files: ["script-by-certificate"],
  },
  {
    code: "INV201",
    why: "A pattern that also counts characters through ranges, or numbers to 255, nobody could read.",
    files: ["host-names"],
  },
  { code: "INV202", why: COMPARES, files: ["ranges"] },
  { code: "INV203", why: "How many names a range stands for, a schema does not count.", files: ["ranges"] },
  { code: "INV204", why: "How many names a range stands for, a schema does not count.", files: ["too-many-hosts"] },
  {
    code: "INV205",
    why: "The same name may be written otherwise: in a range, in other case, without its suffix.",
    files: ["duplicate-hosts", "hosts-twice-but-for-the-suffix", "nine-mistakes", "targets-file"],
  },
  { code: "INV206", why: COMPARES, files: ["everything-at-once", "expectation", "targets-file"] },
  {
    code: "INV207",
    why: "How many names a range stands for, a schema does not count.",
    files: ["expectation-exceeded", "expectation-unmet"],
  },
  { code: "INV209", why: COMPARES, files: ["everything-excluded", "expectation-of-lists"] },
  { code: "INV209", why: NEEDS_THE_FILE, files: ["groups-without-hosts"] },
  { code: "INV212", why: NEEDS_THE_FILE, files: ["columns"] },
  { code: "INV218", why: NEEDS_THE_FILE, files: ["groups"] },
  { code: "INV232", why: "Brackets within brackets are beyond a pattern.", files: ["dynamic-sources"] },
];

/** Files in which an editor marks a line that `validate` does not, and why. */
export const MARKED_BESIDES: readonly { readonly file: string; readonly why: string }[] = [
  { file: "input-beside-the-kind", why: "The kind is left without its input, which `validate` takes for one mistake." },
  { file: "misspelt-name", why: "The right key is missing, which `validate` takes for one mistake." },
  { file: "step-with-several-kinds", why: "A schema knows no order: all kinds are marked, not the later ones." },
];
