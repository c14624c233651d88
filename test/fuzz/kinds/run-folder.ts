import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RUN_FILES } from "../../../src/app/find-run.ts";
import { readRun } from "../../../src/app/read-run.ts";
import { verifyRun } from "../../../src/app/verify.ts";
import { sha256 } from "../../../src/base/digest.ts";
import { goesOnAt } from "../../../src/engine/past.ts";
import type { EventBody } from "../../../src/model/event.ts";
import { targetStates } from "../../../src/model/outcome.ts";
import { planKinds } from "../../../src/steps/index.ts";
import { chained, everyEvent } from "../journals.ts";
import { type Kind, type Verdict, verdictOf } from "../kind.ts";
import { jsonMutators } from "../mutations/json.ts";
import { lineMutators } from "../mutations/lines.ts";
import { sealedPlan } from "../plans.ts";

const folder = mkdtempSync(join(tmpdir(), "invrun-run-"));
writeFileSync(join(folder, RUN_FILES.plan), sealedPlan.text);
const first = everyEvent(sealedPlan.plan).map((event) =>
  event.type === "run-started" ? { ...event, plan: sha256(sealedPlan.text) } : event,
);

function sample(bodies: readonly EventBody[]): Buffer {
  return Buffer.from(chained(bodies.map((body) => JSON.stringify(body))));
}

function write(journal: Buffer | string): void {
  writeFileSync(join(folder, RUN_FILES.journal), journal);
}

/** Reads the folder as whoever goes on with its run. */
function read(): Promise<Verdict> {
  return verdictOf(async () => {
    const { pasts, plan } = await readRun(folder);
    for (const past of pasts.values()) goesOnAt(past, plan.steps, planKinds);
  });
}

/** Journals in the folder of a run: as they are, and with their chain made right. */
export const runFolders: Kind = {
  samples: [sample(first), sample(first.slice(0, 9)), sample(first.slice(0, 24))],
  words: [...first.map(({ type }) => type), ...targetStates, "pc-1", "pc-9", "maybe", `INV${999}`, "seq", "hash"],
  text: true,
  structures: [...lineMutators, ...jsonMutators],
  async try(input) {
    write(input);
    const verdicts = [await read()];
    write(chained(input.toString().split("\n")));
    await verifyRun(folder, null);
    verdicts.push(await read());
    return verdicts.includes("accepted") ? "accepted" : "refused";
  },
  close: async () => rmSync(folder, { recursive: true }),
};
