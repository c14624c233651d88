import { SaxesParser } from "saxes";

/** A case as a reader of the XML has it. */
export interface ReadCase {
  readonly name: string;
  readonly classname: string;
  readonly time: number;
  /** `failure`, `error`, `skipped`, or null for one that passed. */
  readonly ending: string | null;
  readonly message: string | null;
  readonly text: string;
}

/** A suite as a reader of the XML has it. */
export interface ReadSuite {
  readonly attributes: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly cases: readonly ReadCase[];
}

/** Reads a JUnit report with a parser of XML; throws where it is not well-formed. */
export function readJunit(xml: string): {
  readonly attributes: Readonly<Record<string, string>>;
  readonly suites: readonly ReadSuite[];
} {
  let attributes: Record<string, string> = {};
  const suites: { attributes: Record<string, string>; properties: Record<string, string>; cases: ReadCase[] }[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const own = tag.attributes as Record<string, string>;
    const suite = suites.at(-1);
    if (tag.name === "testsuites") attributes = own;
    else if (tag.name === "testsuite") suites.push({ attributes: own, properties: {}, cases: [] });
    else if (tag.name === "properties") return;
    else if (tag.name === "property" && suite !== undefined) suite.properties[own.name as string] = own.value as string;
    else if (tag.name === "testcase")
      suite?.cases.push({
        name: "",
        classname: "",
        ...own,
        time: Number(own.time),
        ending: null,
        message: null,
        text: "",
      });
    else if (["failure", "error", "skipped"].includes(tag.name) && suite !== undefined)
      suite.cases.push({ ...(suite.cases.pop() as ReadCase), ending: tag.name, message: own.message ?? null });
    else throw new Error(`${tag.name} is none of the elements that are meant to be there`);
  });
  parser.on("text", (text) => {
    const cases = suites.at(-1)?.cases;
    const last = cases?.at(-1);
    if (last !== undefined && last.ending !== null && last.text === "" && text.trim() !== "")
      cases?.splice(-1, 1, { ...last, text });
  });
  parser.write(xml).close();
  return { attributes, suites };
}
