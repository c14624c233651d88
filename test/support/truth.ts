import type { Summary, TargetSummary } from "../../src/model/summary.ts";
import type { TruthClient, TruthDocument } from "../../src/sim/truth.ts";

/** What the simulator knows to be true. */
export async function fetchTruth(url: string): Promise<TruthDocument> {
  const answer = await fetch(url);
  return (await answer.json()) as TruthDocument;
}

/** Where the summary of a full inventory says something of a client that is not so; empty where all is true. */
export function lies(summary: Summary, truth: TruthDocument): readonly string[] {
  const told = new Map(summary.targets.map((target) => [target.name, target]));
  return truth.clients.flatMap((client) => {
    const target = told.get(client.name);
    return target === undefined ? [`${client.name} is not told of`] : liesAbout(target, client);
  });
}

function liesAbout(target: TargetSummary, client: TruthClient): readonly string[] {
  const found: string[] = [];
  const say = (what: string) => found.push(`${client.name} (${client.kind}): ${what}`);
  const outcomes = target.steps.map(({ outcome }) => outcome);
  const { state, steps } = client.expected;
  if (state !== null && target.state !== state) say(`told ${target.state} ${target.code}, is ${state}`);
  steps.forEach((step, index) => {
    // A host that ends its connections may do so while a trigger is on its way: that it is not known is no lie.
    if (client.kind.startsWith("wire-") && step === "changed" && outcomes[index] === "in-doubt") return;
    if (outcomes[index] !== step) say(`step ${index} told ${outcomes[index]}, is ${step}`);
  });
  const count = (deed: keyof TruthClient["counts"]) => client.counts[deed] ?? 0;
  const changed = outcomes.slice(0, 2).filter((outcome) => outcome === "changed").length;
  if (changed > count("delete")) say(`${changed} resets told, ${count("delete")} done`);
  for (const [index, inventory] of ["hardware", "software"].entries()) {
    const report = target.steps[3 + index];
    if (report?.outcome !== "sent") continue;
    const facts = report.facts[inventory] as { date: string; major: number; minor: number; report: string };
    const id = `{00000000-0000-0000-0000-00000000000${index + 1}}`;
    const real = client.reports.find((one) => one.id === id && one.major === facts.major && one.minor === facts.minor);
    if (real === undefined) say(`${inventory} report ${facts.major}.${facts.minor} told, never handed over`);
    else if (real.full !== (facts.report === "full"))
      say(`${inventory} report told ${facts.report}, full is ${real.full}`);
  }
  return found;
}
