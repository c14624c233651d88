import { Optional, Object as Shape, type TProperties, type TSchema } from "typebox";
import type { StepKind } from "../model/step.ts";
import { demanding, forEditors, oneOfKeys, type PlainSchema } from "../text/for-editors.ts";
import { listed, quoted } from "../text/words.ts";
import { type RunbookParts, runbookShape, stepOptions } from "./schema.ts";

/**
 * The published schema of a runbook: the core with every kind's input as a flat property of a step, which editors
 * complete well, and those of our rules that a schema can say without being in a completion's way.
 */
export function runbookUnion(parts: Omit<RunbookParts, "step">, kinds: readonly StepKind[]): PlainSchema {
  const inputs: Record<string, TSchema> = {};
  for (const { key, summary, input } of kinds) {
    const schema = input as TSchema & { readonly description?: string };
    const description = schema.description === undefined ? summary : `${summary} ${schema.description}`;
    inputs[key] = Optional({ ...schema, description } as TSchema);
  }
  const step = Shape({ ...inputs, ...stepOptions } as TProperties, {
    additionalProperties: false,
    description: "One step: exactly one kind, and beside it its options.",
  });
  const schema = forEditors(runbookShape({ ...parts, step }));
  return withRules(schema, kinds);
}

/** The rules that a schema can say as well. */
function withRules(schema: PlainSchema, kinds: readonly StepKind[]): PlainSchema {
  const { connection, require, steps, ...others } = schema.properties as Readonly<Record<string, PlainSchema>>;
  const items = demanding(steps?.items as PlainSchema, oneKind(kinds));
  const ruled: Readonly<Record<string, PlainSchema>> = {
    ...others,
    connection: demanding(connection as PlainSchema, [certificateNeedsTls, basicNeedsTls]),
    require: demanding(require as PlainSchema, [notProvisioning]),
    steps: { ...steps, items },
  };
  const keys = Object.keys(schema.properties as PlainSchema);
  return { ...schema, properties: Object.fromEntries(keys.map((key) => [key, ruled[key]])) };
}

/** Beside a kind no other stands, nor a timeout beside one that takes none; where none stands, one is missing. */
function oneKind(kinds: readonly StepKind[]): readonly PlainSchema[] {
  const keys = kinds.map(({ key }) => key);
  const alone = kinds.map(({ key, takesTimeout }) => {
    const others = Object.fromEntries(keys.filter((other) => other !== key).map((other) => [other, false]));
    const errorMessage = "A step has one kind: give each a list item of its own.";
    const timeout = { properties: { timeout: false }, errorMessage: `\`${key}\` takes no timeout beside it.` };
    return [key, { properties: others, errorMessage, ...(!takesTimeout && { allOf: [timeout] }) }];
  });
  return [
    { dependentSchemas: Object.fromEntries(alone) },
    oneOfKeys(keys, `A step needs a kind: ${listed(quoted(keys))}.`),
  ];
}

const basicNeedsTls: PlainSchema = {
  if: { properties: { tls: { const: true } }, required: ["tls"] },
  else: {
    properties: {
      auth: { pattern: "^(?!basic$)", patternErrorMessage: "`auth: basic` needs `tls: true`.", doNotSuggest: true },
    },
  },
};

/** Also what is asked of the host's certificate. */
const certificateNeedsTls: PlainSchema = {
  if: { properties: { tls: { const: true } }, required: ["tls"] },
  else: {
    properties: {
      auth: {
        pattern: "^(?!certificate$)",
        patternErrorMessage: "`auth: certificate` needs `tls: true`.",
        doNotSuggest: true,
      },
      "server-name": needsTls("server-name"),
      fingerprint: needsTls("fingerprint"),
    },
  },
};

function needsTls(key: string): PlainSchema {
  return {
    pattern: "^(?!)",
    patternErrorMessage: `\`${key}\` does nothing without \`tls: true\`.`,
    doNotSuggest: true,
  };
}

const notProvisioning: PlainSchema = {
  properties: {
    "provisioning-mode": {
      enum: [false],
      errorMessage: "In provisioning mode no step can do anything: only `false` can be required.",
      doNotSuggest: true,
    },
  },
};
