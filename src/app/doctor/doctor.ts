import { type Clock, systemClock } from "../../base/clock.ts";
import { Logons } from "../../engine/logons.ts";
import { Slots } from "../../engine/slots.ts";
import type { Plan } from "../../model/plan.ts";
import { planTargets } from "../../model/plan.ts";
import type { Target } from "../../model/target.ts";
import { Doorstep } from "../../net/doorstep.ts";
import { nameResolver, type ResolveName } from "../../net/names.ts";
import type { Diagnosis } from "../../report/doctor-shape.ts";
import { createClient } from "../../wsman/client.ts";
import type { Access } from "../access.ts";
import { endpointOf, identityCheck, transportFactory } from "../connect.ts";
import { identified } from "../identified-session.ts";
import { examine } from "./chain.ts";
import { LOOK_TIMEOUT_MS, WatchedGate } from "./enter.ts";
import type { Patient } from "./patient.ts";
import { readingSession } from "./reading.ts";

/** What a diagnosis needs. */
export interface DoctorOptions {
  /** Whom to look at, and how to reach them. Its steps are not carried out. */
  readonly plan: Plan;
  readonly access: Access;
  /** Hosts at one time. */
  readonly concurrency: number;
  /** Cuts it off. */
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  readonly resolver?: ResolveName;
  /** Told of each host as it is done. */
  onDiagnosis?(diagnosis: Diagnosis): void;
}

/** A credential over all hosts: its gate, and who has accepted it. */
interface Standing {
  readonly logons: Logons;
  readonly acceptedBy: Set<string>;
}

/**
 * Looks at every host, in their order, some at a time; changes nothing. Each credential is proven alone first, and the
 * first refusal ends its use: a diagnosis locks no account.
 */
export async function diagnose(options: DoctorOptions): Promise<readonly Diagnosis[]> {
  const { plan, concurrency, signal, clock = systemClock, resolver = nameResolver() } = options;
  const slots = new Slots(concurrency);
  const standings = new Map<string, Standing>();
  const common = plan.connection.credential ?? "";
  const standingOf = ({ credential }: Target): Standing => {
    const name = credential ?? common;
    const known = standings.get(name) ?? { logons: new Logons(name), acceptedBy: new Set<string>() };
    standings.set(name, known);
    return known;
  };
  const look = async (target: Target): Promise<Diagnosis> => {
    await slots.take("start");
    const patient = admit(target, { ...options, clock, resolver, signal }, standingOf(target));
    try {
      const diagnosis = await examine(patient);
      options.onDiagnosis?.(diagnosis);
      return diagnosis;
    } finally {
      patient.doorstep.close();
      patient.client.close();
      slots.give();
    }
  };
  return Promise.all(planTargets(plan).map(look));
}

function admit(
  target: Target,
  { plan, access, clock, resolver, signal }: DoctorOptions & { readonly clock: Clock; readonly resolver: ResolveName },
  { logons, acceptedBy }: Standing,
): Patient {
  const { connectTimeoutMs } = plan;
  const gate = new WatchedGate(logons, () => acceptedBy.add(target.name));
  const client = createClient(transportFactory({ plan, access })(target, gate));
  const proven = plan.connection.auth !== "basic" || target.identity === "any";
  const session = proven ? client : identified(client, identityCheck(target));
  return {
    plan,
    access,
    target,
    username: access.credentialOf(target).username,
    clock,
    signal,
    resolver,
    gate,
    acceptedElsewhere: () => acceptedBy.size > (acceptedBy.has(target.name) ? 1 : 0),
    doorstep: new Doorstep({ endpoint: endpointOf({ plan, access }, target), connectTimeoutMs, resolver, signal }),
    client,
    session: readingSession(session, { signal, timeoutMs: LOOK_TIMEOUT_MS, clock }),
    seen: { offers: [], challenge: null, clockAheadMs: null, enabled: null, hostTime: null },
  };
}
