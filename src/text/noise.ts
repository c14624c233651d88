import { suggest } from "../base/suggest.ts";
import type { SchemaError } from "./schema-error.ts";

/** Of the errors of a validator, one for each mistake that was made. */
export function withoutNoise(errors: readonly SchemaError[]): readonly SchemaError[] {
  return withoutMisspelt(withoutChoiceNoise(errors));
}

/** A key that is missing because it stands there misspelt is one mistake: the spelling. */
function withoutMisspelt(errors: readonly SchemaError[]): readonly SchemaError[] {
  return errors.filter(({ keyword, instancePath, params, parentSchema }) => {
    if (keyword !== "required") return true;
    const known = Object.keys(parentSchema.properties ?? {});
    return !errors.some(
      (other) =>
        other.keyword === "additionalProperties" &&
        other.instancePath === instancePath &&
        suggest(String(other.params.additionalProperty), known) === params.missingProperty,
    );
  });
}

/**
 * Of the errors of a choice (`anyOf`), keeps those of the one branch that was meant: the branch whose type and words
 * fit the value. Where none fits, the choice itself is the one error.
 */
function withoutChoiceNoise(errors: readonly SchemaError[]): readonly SchemaError[] {
  const dropped = new Set<SchemaError>();
  // Inner choices are reported before outer ones.
  for (const choice of errors.filter(({ keyword }) => keyword === "anyOf")) {
    const below = errors.filter((error) => !dropped.has(error) && inBranch(error, choice) !== null);
    const meant = meantBranch(choice, below);
    for (const error of below) if (inBranch(error, choice) !== meant) dropped.add(error);
    if (meant !== null) dropped.add(choice);
  }
  return errors.filter((error) => !dropped.has(error));
}

/** The branch of a choice that an error belongs to, or null. */
function inBranch(error: SchemaError, choice: SchemaError): string | null {
  const { instancePath: path, schemaPath } = choice;
  if (error === choice || !error.schemaPath.startsWith(`${schemaPath}/`)) return null;
  if (error.instancePath !== path && !error.instancePath.startsWith(`${path}/`)) return null;
  return error.schemaPath.slice(schemaPath.length + 1).split("/", 1)[0] as string;
}

const MISFIT: ReadonlySet<string> = new Set(["type", "const", "enum", "anyOf"]);

function meantBranch(choice: SchemaError, below: readonly SchemaError[]): string | null {
  const branches = Map.groupBy(below, (error) => inBranch(error, choice) as string);
  let meant: string | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const [branch, errors] of branches) {
    const misfit = errors.some((error) => error.instancePath === choice.instancePath && MISFIT.has(error.keyword));
    if (misfit || errors.length >= fewest) continue;
    meant = branch;
    fewest = errors.length;
  }
  return meant;
}
