import type { Json } from "../base/json.ts";
import type { CompiledValidator, SchemaError } from "./schema-error.ts";
import compiled from "./validators.generated.cjs";

/** Validators compiled from the schemas when the program is built: a start costs no schema compilation. */
const validators: Readonly<Record<string, CompiledValidator>> = compiled;

/**
 * The errors of a value against a compiled schema: `runbook`, `targets`, `config`, or `step:` and a kind's key. A schema that
 * was not compiled is a mistake of ours.
 */
export function schemaErrors(name: string, value: Json): readonly SchemaError[] {
  const validate = Object.hasOwn(validators, name) ? validators[name] : undefined;
  if (validate === undefined) throw new Error(`no validator was compiled for ${name}`);
  return validate(value) ? [] : (validate.errors ?? []);
}
