/** Which arguments belong to which parameters: about_Parameters, about_Parameter_Binding. */
import type { Command, Expression } from "./powershell-script.ts";
import { NotUnderstood } from "./powershell-script.ts";

/** What a cmdlet may be given, all names in lower case. */
export interface Signature {
  /** Parameters that take a value, each with its other names behind it. */
  readonly takes: readonly (readonly string[])[];
  /** Parameters that take none. */
  readonly switches?: readonly string[];
  /** Which parameters arguments without a name belong to, in order. The last takes all that follow where it ends in `…`. */
  readonly positions?: readonly string[];
}

/** Arguments by the first name of their parameter. */
export type Bound = ReadonlyMap<string, readonly Expression[]>;

/** What every cmdlet takes: about_CommonParameters. */
const COMMON: Signature = {
  takes: [
    ["erroraction", "ea"],
    ["warningaction", "wa"],
    ["outvariable", "ov"],
  ],
  switches: ["verbose", "debug", "confirm", "whatif"],
};

/** Throws NotUnderstood where the arguments are not ones that are known here. */
export function bind(signature: Signature, { name, args }: Command): Bound {
  const bound = new Map<string, Expression[]>();
  const free = [...(signature.positions ?? [])];
  let open: string | null = null;
  for (const argument of args) {
    if (argument.kind === "parameter") {
      if (open !== null) throw new NotUnderstood(`${name} -${open}`);
      const full = parameterOf(signature, argument.name);
      if (full === null) throw new NotUnderstood(`${name} -${argument.name}`);
      if (full.takesValue) open = full.name;
      else bound.set(full.name, []);
      continue;
    }
    const lastSwitch = open ?? switchBefore(args, argument, signature);
    const to: string | undefined = lastSwitch ?? free.find((each) => each.endsWith("…") || !bound.has(each));
    if (to === undefined) throw new NotUnderstood(`${name} ${argument.kind}`);
    const parameter = to.replace("…", "");
    bound.set(parameter, [...(bound.get(parameter) ?? []), argument]);
    open = null;
  }
  if (open !== null) throw new NotUnderstood(`${name} -${open}`);
  return bound;
}

/** `-Confirm:$false` gives a switch its value. */
function switchBefore(args: Command["args"], argument: Expression, { switches = [] }: Signature): string | null {
  const before = args[args.indexOf(argument) - 1];
  const isVariable = argument.kind === "variable" && /^(?:true|false)$/.test(argument.text);
  if (before?.kind !== "parameter" || !isVariable) return null;
  return [...switches, ...(COMMON.switches ?? [])].find((name) => name.startsWith(before.name)) ?? null;
}

/** A parameter may be shortened to what is still clear. */
function parameterOf(
  signature: Signature,
  name: string,
): { readonly name: string; readonly takesValue: boolean } | null {
  const takes = [...signature.takes, ...COMMON.takes];
  const switches = [...(signature.switches ?? []), ...(COMMON.switches ?? [])];
  const exact = takes.find((names) => names.includes(name)) ?? null;
  if (exact !== null) return { name: exact[0] as string, takesValue: true };
  if (switches.includes(name)) return { name, takesValue: false };
  const valued = takes.find(([full = ""]) => full.startsWith(name));
  if (valued !== undefined) return { name: valued[0] as string, takesValue: true };
  const flag = switches.find((full) => full.startsWith(name));
  return flag === undefined ? null : { name: flag, takesValue: false };
}
