import { suggest } from "../base/suggest.ts";
import type { SchemaError } from "./schema-error.ts";

/** Of the errors of a validator, one for each mistake that was made. */
export function withoutNoise(errors: readonly SchemaError[]): readonly SchemaError[] {
  return withoutMisspelt(withoutChoiceNoise(errors));
}

/** A key that is missing because it stands there misspelt is one mistake: the spelling. */
function withoutMisspelt(errors: readonly SchemaError[]): readonly SchemaError[] {
  const strangers = new Map<string, string[]>();
  for (const { keyword, instancePath, params } of errors) {
    if (keyword !== "additionalProperties") continue;
    const here = strangers.get(instancePath) ?? [];
    strangers.set(instancePath, here);
    here.push(String(params.additionalProperty));
  }
  return errors.filter(({ keyword, instancePath, params, parentSchema }) => {
    if (keyword !== "required") return true;
    const known = Object.keys(parentSchema.properties ?? {});
    return !(strangers.get(instancePath) ?? []).some((key) => suggest(key, known) === params.missingProperty);
  });
}

/**
 * Of the errors of a choice (`anyOf`), keeps those of the one branch that was meant: the branch whose type and words
 * fit the value. Where none fits, the choice itself is the one error. A validator reports the errors of the branches
 * right before that of the choice, so that inner choices come before outer ones.
 */
function withoutChoiceNoise(errors: readonly SchemaError[]): readonly SchemaError[] {
  const kept: SchemaError[] = [];
  for (const error of errors) {
    if (error.keyword !== "anyOf") {
      kept.push(error);
      continue;
    }
    let from = kept.length;
    while (from > 0 && branchOf(kept[from - 1] as SchemaError, error) !== null) from -= 1;
    const below = kept.splice(from);
    const meant = meantBranch(error, below);
    kept.push(...(meant === null ? [error] : below.filter((inner) => branchOf(inner, error) === meant)));
  }
  return kept;
}

/** The branch of a choice that an error belongs to, or null. */
function branchOf(error: SchemaError, choice: SchemaError): string | null {
  const { instancePath: path, schemaPath } = choice;
  if (!error.schemaPath.startsWith(`${schemaPath}/`)) return null;
  if (error.instancePath !== path && !error.instancePath.startsWith(`${path}/`)) return null;
  return error.schemaPath.slice(schemaPath.length + 1).split("/", 1)[0] as string;
}

const MISFIT: ReadonlySet<string> = new Set(["type", "const", "enum", "anyOf"]);

/** Who writes a key means a branch that has it: fewest unknown keys first, then fewest mistakes. */
function meantBranch(choice: SchemaError, below: readonly SchemaError[]): string | null {
  const here = (error: SchemaError) => error.instancePath === choice.instancePath;
  let meant: string | null = null;
  let least: readonly [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [branch, errors] of Map.groupBy(below, (error) => branchOf(error, choice) as string)) {
    if (errors.some((error) => here(error) && MISFIT.has(error.keyword))) continue;
    const strangers = errors.filter((error) => here(error) && error.keyword === "additionalProperties").length;
    if (strangers > least[0] || (strangers === least[0] && errors.length >= least[1])) continue;
    meant = branch;
    least = [strangers, errors.length];
  }
  return meant;
}
