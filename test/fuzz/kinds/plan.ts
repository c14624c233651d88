import { checkRemade } from "../../../src/app/plan-remake.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { cutPlan } from "../../../src/plan/cut.ts";
import { looksLikePlan, readPlanText, sealPlan } from "../../../src/plan/file.ts";
import { type Kind, same, type Verdict, verdictOf } from "../kind.ts";
import { jsonMutators } from "../mutations/json.ts";
import { lineMutators } from "../mutations/lines.ts";
import { sealedPlan } from "../plans.ts";
import { runbookWords } from "../texts.ts";

const part = { batches: 1, shard: { index: 0, of: 2 }, from: null };

function read(text: string): Promise<Verdict> {
  return verdictOf(() => {
    looksLikePlan(text);
    const sealed = readPlanText(text, "full.plan");
    same(readPlanText(sealed.text, "full.plan").digest, sealed.digest, "the digest");
    checkRemade(sealed);
    cutPlan(sealed.plan, part);
  });
}

/** The text with a digest that fits it, as anybody could make it; null where it is no JSON. */
function sealedAnew(text: string): string | null {
  try {
    const { digest: _digest, ...plan } = JSON.parse(text) as Plan & { readonly digest?: string };
    return sealPlan(plan).text;
  } catch {
    return null;
  }
}

/** Plans in their files: as they are, and with their digest made right. */
export const plans: Kind = {
  samples: [Buffer.from(sealedPlan.text), Buffer.from(JSON.stringify(sealedPlan.plan))],
  words: [...runbookWords, "pc-1", "format", "digest", "batches", "limits", "steps", "20261121-220000-abcd"],
  text: true,
  // Plans stand on one line for those that change values: a value over many lines is none of JSON.
  structures: [...jsonMutators, ...lineMutators],
  async try(input) {
    const text = input.toString();
    const anew = sealedAnew(text);
    const verdicts = [await read(text), anew === null ? "refused" : await read(anew)];
    return verdicts.includes("accepted") ? "accepted" : "refused";
  },
};
