/**
 * Plain scalars of YAML 1.1 as PyYAML resolves them, which is how Ansible reads its files: the types of
 * yaml.org/type (bool, int, float, null), with PyYAML's own forms (`resolver.py`): `y` and `n` are texts, a float has a
 * dot, an exponent has a sign.
 */
import type { Json } from "../base/json.ts";

const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NOTHING = /^(?:~|null|Null|NULL|)$/;
const INTEGER = /^([-+]?)(?:0b([01_]+)|0x([0-9a-fA-F_]+)|0([0-7_]+)|(0|[1-9][0-9_]*)|([1-9][0-9_]*(?::[0-5]?[0-9])+))$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|[-+]?\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const SEXAGESIMAL = /^([-+]?)([0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/;

/** What an unquoted text means. Dates stay the text that they are, and so do numbers that JSON has no form for. */
export function plainScalar(text: string): Json {
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (NOTHING.test(text)) return null;
  const integer = INTEGER.exec(text);
  if (integer !== null) return wholeNumber(integer);
  if (FLOAT.test(text)) return numberOr(text, Number(text.replaceAll("_", "")));
  const sixties = SEXAGESIMAL.exec(text);
  return sixties === null ? text : numberOr(text, signed(sixties[1], inSixties(sixties[2] as string)));
}

function wholeNumber([text, sign, binary, hexadecimal, octal, decimal, sixties]: RegExpExecArray): Json {
  const digits = (written: string, base: number) => Number.parseInt(written.replaceAll("_", ""), base);
  let value: number;
  if (binary !== undefined) value = digits(binary, 2);
  else if (hexadecimal !== undefined) value = digits(hexadecimal, 16);
  else if (octal !== undefined) value = digits(octal, 8);
  else if (decimal !== undefined) value = digits(decimal, 10);
  else value = inSixties(sixties as string);
  return numberOr(text, signed(sign, value));
}

/** Too large for a number, or none at all: the text. */
function numberOr(text: string, value: number): Json {
  return Number.isFinite(value) ? value : text;
}

/** `1:30` is ninety. */
function inSixties(text: string): number {
  return text
    .replaceAll("_", "")
    .split(":")
    .reduce((sum, part) => sum * 60 + Number(part), 0);
}

function signed(sign: string | undefined, value: number): number {
  return sign === "-" && value !== 0 ? -value : value;
}
