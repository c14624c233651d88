import { choiceOf, type Instructive, instructions, valuesOf } from "./instructions.ts";

/** An entry of the list that an editor offers; the body is a snippet (LSP 3.17, "Snippet Syntax"). */
export interface Entry {
  readonly label: string;
  readonly body: string;
  readonly description?: string;
  readonly markdownDescription?: string;
}

/** The default and the examples of a text or a number, each with the description beside it. */
export function entries(schema: Instructive): readonly Entry[] {
  const texts = instructions(schema);
  return valuesOf(schema).map((value) => {
    const label = inYaml(value, schema);
    return { label, body: `\${1:${escaped(label)}}`, ...texts };
  });
}

/** The maps among the shapes, each on one line with what it must hold and what its examples show. */
export function skeletons(shapes: readonly Instructive[]): readonly Entry[] {
  return shapes.flatMap((shape) => {
    const { properties = {}, required = [] } = shape;
    const shown = Object.entries(properties).filter(
      ([key, { default: usual, examples }]) =>
        required.includes(key) || (examples !== undefined && usual === undefined),
    );
    const values = shown.map(([, schema]) => sample(schema));
    if (shown.length === 0 || values.includes(null)) return [];
    const label = `{ ${shown.map(([key]) => `${key}: …`).join(", ")} }`;
    const members = shown.map(([key], at) => `${key}: ${(values[at] as string).replace("%", String(at + 1))}`);
    return [{ label, body: `{ ${members.join(", ")} }`, ...instructions(shape) }];
  });
}

/** A place to type with a value in it; its number is to replace the `%`. Null where nothing is known to fit. */
function sample(schema: Instructive): string | null {
  if (schema.type === "array") {
    const item = schema.items === undefined ? null : sample(schema.items);
    return item === null ? null : `[${item}]`;
  }
  const word = choiceOf(schema)?.[0] ?? schema.examples?.[0];
  return word === undefined ? null : `\${%:${escaped(inYaml(String(word), schema))}}`;
}

/** Plain where YAML takes it as the text that it is, even within brackets; else in double quotes. */
function inYaml(value: string, { type }: Instructive): string {
  const plain = type !== "string" || (/^[A-Za-z0-9][\w ./\\'=-]*$/.test(value) && !/^[\d._]+$/.test(value));
  return plain ? value : JSON.stringify(value);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}
