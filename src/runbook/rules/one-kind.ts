import { suggest } from "../../base/suggest.ts";
import { child, nameOf } from "../../text/pointer.ts";
import { clip, listed } from "../../text/words.ts";
import { inputKeys, STEP_OPTIONS, type WrittenStep } from "../steps.ts";
import type { Rule, RuleContext } from "./rule.ts";

/** A step is a map with exactly one kind; its other keys are options. */
export const oneKind: Rule = (context) => {
  for (const step of context.steps) {
    if (typeof step.value === "string") bareText(step.value, step.pointer, context);
    else if (step.value !== null && typeof step.value === "object" && !Array.isArray(step.value))
      checkKeys(step, context);
  }
};

/** `- reset-hw-cache` without its colon, or `- force-inventory:[hardware]` without its space. */
function bareText(text: string, pointer: string, { kinds, findings }: RuleContext): void {
  const [, word = "", rest = ""] = /^([\w-]+)(.*)$/s.exec(text) ?? [];
  const keys = kinds.map(({ key }) => key);
  const kind = keys.includes(word) ? word : suggest(word, keys);
  if (kind === null) {
    const hint = `A step begins with its kind and a colon; known here: ${keys.join(", ")}.`;
    findings.add({ code: "INV140", pointer, part: "value", message: `the text \`${clip(text)}\` is no step`, hint });
    return;
  }
  const spelling = kind === word ? "" : `, which should be \`${kind}\``;
  if (rest.startsWith(":")) {
    const hint = `Write \`${kind}: ${clip(rest.slice(1))}\`.`;
    findings.add({
      code: "INV111",
      pointer,
      part: "value",
      message: `a space is missing after \`${word}:\`${spelling}`,
      hint,
    });
    return;
  }
  const hint = `Write \`${kind}:${clip(rest)}\`.`;
  findings.add({
    code: "INV111",
    pointer,
    part: "value",
    message: `a colon is missing after \`${word}\`${spelling}`,
    hint,
  });
}

function checkKeys(step: WrittenStep, context: RuleContext): void {
  const { pointer, kinds, strangers } = step;
  const { findings } = context;
  for (const kind of kinds.slice(1))
    findings.add({
      code: "INV141",
      pointer: child(pointer, kind.key),
      part: "key",
      message: `a step has one kind, this one has \`${(kinds[0] as { key: string }).key}\` and \`${kind.key}\``,
    });
  for (const key of strangers) checkStranger(key, step, context);
  if (kinds.length > 0 || strangers.length > 0) return;
  const keys = listed(context.kinds.map(({ key }) => `\`${key}\``));
  findings.add({
    code: "INV140",
    pointer,
    part: "value",
    message: `${nameOf(pointer)} has no kind`,
    hint: `Add ${keys}.`,
  });
}

function checkStranger(key: string, { pointer, kinds, strangers }: WrittenStep, context: RuleContext): void {
  const at = { pointer: child(pointer, key), part: "key" } as const;
  const shown = clip(key);
  const home = kinds.find((kind) => inputKeys(kind).includes(key));
  if (home !== undefined) {
    const message = `\`${shown}\` belongs to the input of \`${home.key}\``;
    const hint = `Indent it below \`${home.key}:\`, or write \`${home.key}: { ${shown}: … }\`.`;
    context.findings.add({ ...at, code: "INV142", message, hint });
    return;
  }
  const keys = context.kinds.map((kind) => kind.key);
  // Where the kind is missing, it is the stranger that was meant to be it.
  const words = kinds.length > 0 ? STEP_OPTIONS : strangers.length === 1 ? [...keys, ...STEP_OPTIONS] : keys;
  const near = suggest(key, words);
  const known = kinds.length > 0 ? STEP_OPTIONS : keys;
  const hint = near === null ? `Known here: ${known.join(", ")}.` : `Did you mean \`${near}\`?`;
  const what = kinds.length > 0 ? "unknown key" : "unknown kind of step";
  context.findings.add({ ...at, code: "INV120", message: `${what} \`${shown}\``, hint });
}
