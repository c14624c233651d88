import type { Diagnosis } from "../../report/doctor-shape.ts";

/** 0 where every host is well, 4 where some cannot be reached and nothing else was found, 6 where anything else was. */
export function exitOfDiagnoses(diagnoses: readonly Diagnosis[]): 0 | 4 | 6 {
  const causes = diagnoses.flatMap(({ cause }) => (cause === null ? [] : [cause]));
  if (causes.length === 0) return 0;
  return causes.every(({ state }) => state === "unreachable") ? 4 : 6;
}
