import { cimUint32 } from "../../../base/cim.ts";
import { SMS_CLIENT } from "../../../configmgr/calls.ts";
import { rowPath } from "../../../configmgr/inventory.ts";
import { CLIENT_NAMESPACE, INVENTORY_NAMESPACE } from "../../../configmgr/schedules.ts";
import { PROVISIONING } from "../../../configmgr/traits.ts";
import type { OpenPoint } from "./bench.ts";
import { faultOf } from "./faults.ts";
import { elementsIn } from "./tap.ts";

/** What reads alone can settle. */

/** No computer has these. */
const NOWHERE = `${CLIENT_NAMESPACE}\\invrun_none`;
const NO_CLASS = "InvrunNoSuchClass";
const NO_ROW = "{00000000-0000-0000-0000-000000000999}";

const reads = { changes: false } as const;

/** In order. */
export const readingPoints: readonly OpenPoint[] = [
  {
    id: "unknown-namespace-get",
    question: "Which fault does Get give for a namespace that is not there?",
    ...reads,
    ask: (bench) => faultOf(bench, () => bench.client.get({ namespace: NOWHERE, className: NO_CLASS }, bench.limits)),
  },
  {
    id: "unknown-namespace-query",
    question: "Which fault does a query give for a namespace that is not there?",
    ...reads,
    ask: (bench) => faultOf(bench, () => bench.client.query(NOWHERE, `select * from ${NO_CLASS}`, bench.limits)),
  },
  {
    id: "unknown-class-get",
    question: "Which fault does Get give for a class that is not there?",
    ...reads,
    ask: (bench) =>
      faultOf(bench, () => bench.client.get({ namespace: CLIENT_NAMESPACE, className: NO_CLASS }, bench.limits)),
  },
  {
    id: "unknown-class-query",
    question: "Which fault does a query give for a class that is not there?",
    ...reads,
    ask: (bench) =>
      faultOf(bench, () => bench.client.query(CLIENT_NAMESPACE, `select * from ${NO_CLASS}`, bench.limits)),
  },
  {
    id: "missing-row",
    question: "Which fault does Get give for a row that is not there?",
    ...reads,
    ask: (bench) => {
      const path = { ...rowPath("hardware"), keys: { InventoryActionID: NO_ROW } };
      return faultOf(bench, () => bench.client.get(path, bench.limits));
    },
  },
  {
    id: "unknown-method",
    question: "Which fault does a call give for a method that is not there?",
    ...reads,
    ask: (bench) => faultOf(bench, () => bench.client.invoke(SMS_CLIENT, "InvrunNoSuchMethod", {}, bench.limits)),
  },
  {
    id: "dates",
    question: "In what form do the dates of a row stand on the wire?",
    ...reads,
    async ask({ client, tap, limits }) {
      const rows = await client.enumerate(
        { namespace: INVENTORY_NAMESPACE, className: "InventoryActionStatus" },
        limits,
      );
      const seen = elementsIn(tap.raw, "LastCycleStartedDate", "LastReportDate");
      if (seen.length === 0) return { answer: `no date in ${rows.length} rows`, notAsked: true };
      const zones = new Set(seen.map((piece) => /(Z|[+-]\d\d:?\d\d|[+-]\d{3})(?=<)/.exec(piece)?.[1] ?? "no zone"));
      return { answer: `with ${[...zones].join(" and ")}`, seen };
    },
  },
  {
    id: "dates-projected",
    question: "And where only some properties are selected?",
    ...reads,
    async ask({ client, tap, limits }) {
      await client.query(INVENTORY_NAMESPACE, "select LastReportDate from InventoryActionStatus", limits);
      const seen = elementsIn(tap.raw, "LastReportDate");
      return { answer: seen.length === 0 ? "no date came" : "see below", seen };
    },
  },
  {
    id: "singleton-get",
    question: "May SMS_Client be read by Get without selectors?",
    ...reads,
    async ask(bench) {
      const { client, limits } = bench;
      const told = await faultOf(bench, () => client.get(SMS_CLIENT, limits));
      return told.answer === "no fault came" ? { answer: "yes" } : { ...told, answer: `no: ${told.answer}` };
    },
  },
  {
    id: "return-value",
    question: "Does a method that only answers (GetAssignedSite) give a ReturnValue?",
    ...reads,
    async ask({ client, tap, limits }) {
      const output = await client.invoke(SMS_CLIENT, "GetAssignedSite", {}, limits);
      const seen = elementsIn(tap.raw, "ReturnValue");
      if (seen.length === 0) return { answer: "none" };
      return { answer: String(cimUint32(output, "ReturnValue") ?? "it is null"), seen };
    },
  },
  {
    id: "registry-absent",
    question: "What does StdRegProv return for a value that is not there, and for a key?",
    ...reads,
    async ask({ client, limits }) {
      const { path, method, input } = PROVISIONING;
      const noValue = await client.invoke(path, method, { ...input, sValueName: NO_CLASS }, limits);
      const noKey = await client.invoke(path, method, { ...input, sSubKeyName: `SOFTWARE\\${NO_CLASS}` }, limits);
      return { answer: `value ${cimUint32(noValue, "ReturnValue")}, key ${cimUint32(noKey, "ReturnValue")}` };
    },
  },
  {
    id: "null-array",
    question: "How does an array without elements stand on the wire?",
    ...reads,
    async ask({ client, tap, limits }) {
      await client.query("root\\cimv2", "select OEMStringArray, UserName from Win32_ComputerSystem", limits);
      const seen = elementsIn(tap.raw, "OEMStringArray");
      return {
        answer: seen.length === 0 ? "it is absent" : /nil=/.test(seen[0] as string) ? "it is nil" : "it has some",
      };
    },
  },
];
