import type { Json } from "../base/json.ts";

/** The parts of a JSON Schema that sentences are made of. */
export interface SchemaPart {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly examples?: readonly string[];
  readonly const?: Json;
  readonly enum?: readonly Json[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly anyOf?: readonly SchemaPart[];
}

/** An error as a compiled validator reports it (ajv's ErrorObject, verbose). */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointer of the value that was refused. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: SchemaPart;
  readonly data: Json;
}

/** A compiled validator: true, or false with the errors left on itself. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

/**
 * Of the errors of a choice (`anyOf`), keeps those of the one branch that was meant: the branch whose type and words
 * fit the value. Where none fits, the choice itself is the one error.
 */
export function withoutChoiceNoise(errors: readonly SchemaError[]): readonly SchemaError[] {
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
