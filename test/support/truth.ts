import type { Summary } from "../../src/model/summary.ts";
import type { TruthDocument } from "../../src/sim/truth.ts";

/** What the simulator knows to be true. */
export async function fetchTruth(url: string): Promise<TruthDocument> {
  const answer = await fetch(url);
  return (await answer.json()) as TruthDocument;
}

/** Where a full inventory came to another end than that of each client's kind; empty where each is as it ought to be. */
export function unexpected(summary: Summary, truth: TruthDocument): readonly string[] {
  const told = new Map(summary.targets.map((target) => [target.name, target]));
  return truth.clients.flatMap(({ name, kind, expected }) => {
    const target = told.get(name);
    const outcomes = target?.steps.map(({ outcome }) => outcome) ?? [];
    const steps = expected.steps.flatMap((step, index) =>
      outcomes[index] === step ? [] : [`${name} (${kind}): step ${index} told ${outcomes[index]}, is ${step}`],
    );
    if (expected.state === null || target?.state === expected.state) return steps;
    return [`${name} (${kind}): told ${target?.state} ${target?.code}, is ${expected.state}`, ...steps];
  });
}
