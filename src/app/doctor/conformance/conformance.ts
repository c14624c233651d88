import type { Clock } from "../../../base/clock.ts";
import { Fault } from "../../../base/fault.ts";
import type { LogonForm } from "../../../base/logon-gate.ts";
import { Logons } from "../../../engine/logons.ts";
import type { Target } from "../../../model/target.ts";
import { AvId, avText } from "../../../net/auth/av-pairs.ts";
import { nameResolver } from "../../../net/names.ts";
import type { ConformanceReport, Point } from "../../../report/conformance-shape.ts";
import type { Diagnosis } from "../../../report/doctor-shape.ts";
import { createClient } from "../../../wsman/client.ts";
import { type SessionParts, transportFactory } from "../../connect.ts";
import { takeLock } from "../../lock.ts";
import { thisOwner } from "../../lock-owner.ts";
import { admit, discharge } from "../admission.ts";
import { examine } from "../chain.ts";
import { LOOK_TIMEOUT_MS } from "../enter.ts";
import type { Patient } from "../patient.ts";
import { type Answer, type Bench, CountingGate, type OpenPoint } from "./bench.ts";
import { changingPoints } from "./changing-points.ts";
import { connectionPoints } from "./connection-points.ts";
import { partsOf, withoutNames } from "./names.ts";
import { readingPoints } from "./reading-points.ts";
import { tapped } from "./tap.ts";

/** Every point that is asked, in order. What changes comes last. */
export const openPoints: readonly OpenPoint[] = [...connectionPoints, ...readingPoints, ...changingPoints];

/** Whom to ask, and how. */
export interface ConformanceOptions extends SessionParts {
  readonly target: Target;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly allowReset: boolean;
  /** The user's state directory, where the host is locked before anything on it is changed. */
  readonly stateDir: string;
  readonly idleMs: number;
  /** Leave names in the report. */
  readonly keepNames: boolean;
  readonly tool: string;
}

/** The report; null where the host is not well enough to be asked anything, and then the diagnosis says why. */
export interface Conformance {
  readonly diagnosis: Diagnosis;
  readonly report: ConformanceReport | null;
}

/** Hardware inventory is mostly done within minutes. */
const REPORT_MS = 900_000;

/** Causes with which a host can still be asked: its client is there and answers. */
const ANSWERING: ReadonlySet<string> = new Set([
  "setup",
  "service",
  "site",
  "provisioning",
  "policy",
  "hardware",
  "software",
]);

/**
 * Looks at the host as ever, and asks it each point where nothing keeps it from answering. Where that may change something,
 * no run of this user on this machine has the host meanwhile: throws INV325 where one has.
 */
export async function conform(options: ConformanceOptions): Promise<Conformance> {
  const { plan, target, stateDir, clock, allowReset } = options;
  if (!allowReset) return askHost(options);
  const names = [target.name];
  const lock = await takeLock({ stateDir, run: plan.id, runsDir: null, names, owner: await thisOwner(), clock });
  try {
    return await askHost(options);
  } finally {
    await lock.release();
  }
}

async function askHost(options: ConformanceOptions): Promise<Conformance> {
  const { plan, access, target, clock, signal } = options;
  const logons = new Logons(target.credential ?? plan.connection.credential ?? "");
  const surgery = { plan, access, clock, signal, resolver: nameResolver() };
  const patient = admit(target, surgery, { logons, acceptedBy: new Set() });
  try {
    return await askAll(patient, options);
  } finally {
    discharge(patient);
  }
}

async function askAll(patient: Patient, options: ConformanceOptions): Promise<Conformance> {
  const { plan, clock, allowReset, idleMs, tool } = options;
  const diagnosis = await examine(patient);
  if (diagnosis.cause !== null && !ANSWERING.has(diagnosis.cause.check)) return { diagnosis, report: null };
  const open = transportFactory(patient);
  const converse = (form: LogonForm) => {
    const gate = new CountingGate(form);
    return { gate, transport: open(patient.target, gate) };
  };
  const tap = tapped(converse("alone").transport);
  const limits = { signal: patient.signal, timeoutMs: LOOK_TIMEOUT_MS };
  const client = createClient(tap);
  const bench: Bench = { patient, plan, client, tap, limits, clock, idleMs, reportMs: REPORT_MS, converse };
  const points: Point[] = [];
  try {
    for (const point of openPoints) points.push(await settle(point, bench, allowReset));
  } finally {
    client.close();
  }
  const hide = options.keepNames ? (text: string) => text : withoutNames(namesOf(patient));
  const { auth } = plan.connection;
  const { tls } = patient.endpoint;
  const told = points.map((point) => ({ ...point, answer: hide(point.answer), seen: point.seen.map(hide) }));
  return { diagnosis, report: { format: 1, tool, connection: { auth, tls }, resetAllowed: allowReset, points: told } };
}

async function settle({ id, question, changes, ask }: OpenPoint, bench: Bench, allowReset: boolean): Promise<Point> {
  const point = { id, question };
  if (changes && !allowReset) return { ...point, state: "not-asked", answer: "it takes --allow-reset", seen: [] };
  try {
    const { answer, seen = [], notAsked }: Answer = await ask(bench);
    return { ...point, state: notAsked === true ? "not-asked" : "settled", answer, seen };
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return { ...point, state: "unsettled", answer: `${fault.code} ${fault.message}`, seen: [] };
  }
}

/** Whatever could tell whose computer it is. */
function namesOf({ target, username, seen }: Patient): readonly (string | null)[] {
  const info = seen.challenge?.message.targetInfo ?? [];
  const told = [AvId.computerName, AvId.domainName, AvId.dnsComputerName, AvId.dnsDomainName, AvId.dnsTreeName].map(
    (id) => avText(info, id),
  );
  const names = [target.name, target.address ?? null, target.serverName ?? null, ...told].flatMap(partsOf);
  return [...names, ...username.split(/[\\@]/)];
}
