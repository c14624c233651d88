import { faultCodes } from "../base/codes/index.ts";
import type { FaultRow } from "../base/codes/row.ts";
import type { CauseGroup, Diagnosis, DoctorRecord } from "./doctor-shape.ts";

/** The causes of many hosts, the most frequent first. */
export function causesOf(diagnoses: readonly Diagnosis[]): readonly CauseGroup[] {
  const groups = new Map<string, CauseGroup & { readonly hosts: string[] }>();
  for (const { name, cause } of diagnoses) {
    if (cause === null) continue;
    const { code } = cause;
    const known = groups.get(code);
    if (known !== undefined) {
      known.hosts.push(name);
      continue;
    }
    const { title, hint, causes = [] }: FaultRow = faultCodes[code];
    groups.set(code, { code, title, remedy: hint, maybe: causes, hosts: [name] });
  }
  return [...groups.values()].sort((a, b) => b.hosts.length - a.hosts.length || (a.code < b.code ? -1 : 1));
}

/** What was found, for programs. */
export function doctorRecord(diagnoses: readonly Diagnosis[]): DoctorRecord {
  return { format: 1, hosts: diagnoses, causes: causesOf(diagnoses) };
}
