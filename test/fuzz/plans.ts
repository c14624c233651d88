import { createSource } from "../../src/model/source.ts";
import { assemble } from "../../src/plan/assemble.ts";
import { type SealedPlan, sealPlan } from "../../src/plan/file.ts";
import { parseRunbook } from "../../src/runbook/parse.ts";
import { planKinds, stepKinds } from "../../src/steps/index.ts";

const TEXT = `name: full-inventory
targets: { hosts: ["pc-[1:5]"] }
rollout: { rate: 100/min, batches: [1, 50%, rest] }
steps:
  - reset-hw-cache:
  - force-inventory: [hardware, software]
  - wait: { for: [hardware], timeout: 45m }
    on-error: continue
`;

function made(): SealedPlan {
  const { runbook, diagnostics } = parseRunbook(createSource("full.yml", TEXT), stepKinds);
  if (runbook === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return sealPlan(
    assemble({
      runbook,
      selection: { targets: [1, 2, 3, 4, 5].map((number) => ({ name: `pc-${number}` })), excluded: ["lab-1"] },
      kinds: planKinds,
      id: "20261121-220000-abcd",
      now: Date.UTC(2026, 10, 21, 22, 0, 0),
      validMs: 86_400_000,
      change: "CHG0012345",
      planned: { by: "tester", host: "here", git: { commit: "0".repeat(40), dirty: false } },
      sources: [],
      narrowed: { limit: ["pc-*"], limitAlso: [], exclude: [] },
    }),
  );
}

/** A plan of five computers as it lies in a file. */
export const sealedPlan: SealedPlan = made();
