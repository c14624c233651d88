/** As much of OData 4.01, Part 2 (URL Conventions) 5.1.1 as is asked of a site: comparisons with `eq`, two functions, `and`, `or`. */

/** An instance: text, number, flag, list or nothing. */
export type Instance = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

/** Options of a query, read. */
export interface SiteQuery {
  readonly keeps: (instance: Instance) => boolean;
  /** A text is compared by `eq`, which some sites answer with 404. */
  readonly comparesText: boolean;
  readonly select: readonly string[] | null;
  readonly top: number;
  readonly skip: number;
}

const TOKEN = /\s*(?:('(?:[^']|'')*')|(\d+)|([A-Za-z_]\w*)|([(),]))/y;
type Test = SiteQuery["keeps"];

/** Null where it is no query that a site would understand: 400. */
export function readQuery(search: string): SiteQuery | null {
  const options = new Map<string, string>();
  for (const part of search.replace(/^\?/, "").split("&").filter(Boolean)) {
    const [name = "", value = ""] = part.split(/=(.*)/s);
    options.set(decode(name), decode(value));
  }
  const filter = options.has("$filter") ? new FilterReader(options.get("$filter") as string).read() : null;
  const [top, skip] = [options.get("$top") ?? "1000000", options.get("$skip") ?? "0"];
  if ((options.has("$filter") && filter === null) || !/^\d+$/.test(top) || !/^\d+$/.test(skip)) return null;
  return {
    keeps: filter?.test ?? (() => true),
    comparesText: filter?.comparesText ?? false,
    select: options.get("$select")?.split(",") ?? null,
    top: Number(top),
    skip: Number(skip),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return "";
  }
}

/** Reads from the loosest word to the tightest. */
class FilterReader {
  readonly #tokens: readonly string[];
  #at = 0;
  #comparesText = false;

  constructor(text: string) {
    const tokens: string[] = [];
    TOKEN.lastIndex = 0;
    for (let end = 0; text.slice(end).trim() !== ""; end = TOKEN.lastIndex) {
      const found = TOKEN.exec(text);
      if (found === null) {
        tokens.length = 0;
        break;
      }
      tokens.push(found[0].trim());
    }
    this.#tokens = tokens;
  }

  read(): { readonly test: Test; readonly comparesText: boolean } | null {
    const test = this.#or();
    const whole = this.#at === this.#tokens.length;
    return test === null || !whole ? null : { test, comparesText: this.#comparesText };
  }

  #or(): Test | null {
    return this.#joined("or", () => this.#joined("and", () => this.#term()));
  }

  #joined(word: "and" | "or", part: () => Test | null): Test | null {
    const tests = [part()];
    while (this.#takes(word)) tests.push(part());
    const all = tests.filter((test) => test !== null);
    if (all.length < tests.length) return null;
    return word === "or"
      ? (instance) => all.some((test) => test(instance))
      : (instance) => all.every((test) => test(instance));
  }

  #term(): Test | null {
    if (this.#takes("(")) {
      const inner = this.#or();
      return this.#takes(")") ? inner : null;
    }
    const name = this.#next();
    if (name === "startswith" || name === "endswith") return this.#call(name);
    if (!this.#takes("eq")) return null;
    const wanted = this.#next();
    if (wanted.startsWith("'")) this.#comparesText = true;
    return (instance) => sameValue(field(instance, name), wanted);
  }

  #call(name: "startswith" | "endswith"): Test | null {
    const [open, property, comma, text, close] = [1, 2, 3, 4, 5].map(() => this.#next());
    if (open !== "(" || comma !== "," || close !== ")" || property === undefined || !text?.startsWith("'")) return null;
    if (this.#takes("eq") && this.#next() !== "true") return null;
    const part = unquote(text).toLowerCase();
    return (instance) => {
      const value = String(field(instance, property) ?? "").toLowerCase();
      return name === "endswith" ? value.endsWith(part) : value.startsWith(part);
    };
  }

  #takes(word: string): boolean {
    if (this.#tokens[this.#at] !== word) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    return this.#tokens[this.#at++] ?? "";
  }
}

/** The site's database compares texts without regard to case. */
function sameValue(value: Instance[string] | undefined, wanted: string): boolean {
  if (wanted.startsWith("'")) return String(value ?? "").toLowerCase() === unquote(wanted).toLowerCase();
  return String(value ?? "") === wanted;
}

function unquote(literal: string): string {
  return literal.slice(1, -1).replaceAll("''", "'");
}

/** Class and property names are taken in any case on the WMI route since version 2006: memdocs, adminservice release notes. */
export function field(instance: Instance, name: string): Instance[string] | undefined {
  if (Object.hasOwn(instance, name)) return instance[name];
  const folded = name.toLowerCase();
  const key = Object.keys(instance).find((candidate) => candidate.toLowerCase() === folded);
  return key === undefined ? undefined : instance[key];
}
