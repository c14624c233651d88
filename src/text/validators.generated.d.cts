/** Written by scripts/validators.ts: one compiled validator a schema, by name. */
declare const validators: Readonly<Record<string, import("./schema-error.ts").CompiledValidator>>;
export = validators;
