import { Boolean as Flag, Optional, Object as Shape, type Static, String as Text, Union } from "typebox";
import { Fault } from "../base/fault.ts";
import { COMPUTER_QUERY } from "../configmgr/computer.ts";
import { LONGEST_SCRIPT, type Script } from "../model/script.ts";
import type { StepKind } from "../model/step.ts";
import { POWERSHELL } from "./powershell-line.ts";

const script = (description: string) =>
  Text({
    title: "a PowerShell script",
    minLength: 1,
    maxLength: LONGEST_SCRIPT,
    pattern: "^[^\\u0000]*\\S[^\\u0000]*$",
    examples: ["Restart-Service CcmExec"],
    description,
  });

const input = Union([
  script("A script, as it is: `|` behind the key, and its lines below."),
  Shape(
    {
      script: script("The script, as it is: `|` behind the key, and its lines below."),
      unencrypted: Optional(
        Flag({
          default: false,
          examples: [true],
          description:
            "`true`: the hosts allow unencrypted traffic (AllowUnencrypted), and the script and its output may go readable. For connections without TLS.",
        }),
      ),
    },
    { additionalProperties: false, description: "A script, and how it may travel." },
  ),
]);

/** A script, alone or with how it may travel. */
export type ScriptInput = Static<typeof input>;

/**
 * Runs a script of one's own. By npm's winrm-client, which does not seal: over TLS, or where the user says that the host
 * takes plain messages. It logs on for each message; so that a wrong password is met once, our own session logs on before.
 */
export const powershell: StepKind<ScriptInput> = {
  key: "powershell",
  summary: "Runs a PowerShell script on the computer and takes its exit code and output; 0 is success.",
  input,
  changes: true,
  repeatable: false,
  takesTimeout: true,
  describe: (what) => [
    `query ${COMPUTER_QUERY.namespace}: ${COMPUTER_QUERY.wql} (to be logged on, and to the right computer)`,
    `run by ${POWERSHELL}, in a shell that is deleted afterwards (winrm-client):`,
    ...scriptOf(what)
      .text.trimEnd()
      .split("\n")
      .map((line) => `  ${line}`),
  ],
  undo: () => "nobody knows but who wrote the script",
  outcomes: { changed: "the script ended with exit code 0; what it wrote is among the facts" },
  opens: () => [],
  closes: () => [],
  awaits: () => [],
  narrow: (same) => same,
  async run({ session, target }, what) {
    await session.query(COMPUTER_QUERY.namespace, COMPUTER_QUERY.wql);
    const result = await session.script(scriptOf(what));
    const facts = { powershell: result };
    if (result.exitCode === 0) return { kind: "changed", facts };
    const fault = new Fault("INV816", `The script ended on ${target.name} with exit code ${result.exitCode}.`, {
      delivered: "yes",
      detail: { exitCode: result.exitCode },
    });
    return { kind: "failed", fault: fault.toRecord(), facts };
  },
};

function scriptOf(what: ScriptInput): Script {
  return typeof what === "string"
    ? { text: what, unencrypted: false }
    : { text: what.script, unencrypted: what.unencrypted === true };
}

/** The same script for simulated hosts on this computer, to which it may go readable. */
export function besideTls(what: ScriptInput): ScriptInput {
  return { script: scriptOf(what).text, unencrypted: true };
}
