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
