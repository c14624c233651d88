import { Null, type TNull } from "typebox";
import { formatPath } from "../base/cim.ts";
import { SMS_CLIENT } from "../configmgr/calls.ts";
import type { StepKind, StepSession } from "../model/step.ts";

/** What tells one of the two policy kinds from the other. */
interface PolicyKind {
  readonly key: string;
  readonly summary: string;
  /** The method with its arguments, as plans show it. */
  readonly method: string;
  readonly undo: string;
  start(session: StepSession): Promise<void>;
}

/** Fetching and evaluating policy: one call without input, whose work goes on after the answer. */
export function policyKind({ key, summary, method, undo, start }: PolicyKind): StepKind<null> {
  const input: TNull = Null({ description: `Takes no input: write \`${key}:\` and nothing behind it.` });
  return {
    key,
    summary,
    input,
    changes: true,
    repeatable: true,
    takesTimeout: true,
    describe: () => [`invoke ${formatPath(SMS_CLIENT)}.${method}`],
    undo: () => undo,
    outcomes: { changed: "the client took the request; the work goes on after its answer" },
    opens: () => [],
    closes: () => [],
    awaits: () => [],
    narrow: (same) => same,
    async run({ session }) {
      await start(session);
      return { kind: "changed", facts: {} };
    },
  };
}
