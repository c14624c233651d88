import { type Clock, systemClock } from "../../base/clock.ts";
import { Logons } from "../../engine/logons.ts";
import { Slots } from "../../engine/slots.ts";
import { type Plan, planTargets } from "../../model/plan.ts";
import type { Target } from "../../model/target.ts";
import { nameResolver, type ResolveName } from "../../net/names.ts";
import type { Diagnosis } from "../../report/doctor-shape.ts";
import type { Access } from "../access.ts";
import { admit, discharge, type Standing } from "./admission.ts";
import { examine } from "./chain.ts";

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
}

/**
 * Looks at every host, in their order, some at a time; changes nothing. Each credential is proven alone first, and the
 * first refusal ends its use: a diagnosis locks no account.
 */
export async function diagnose(options: DoctorOptions): Promise<readonly Diagnosis[]> {
  const { plan, access, concurrency, signal, clock = systemClock, resolver = nameResolver() } = options;
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
    const patient = admit(target, { plan, access, clock, resolver, signal }, standingOf(target));
    try {
      return await examine(patient);
    } finally {
      discharge(patient);
      slots.give();
    }
  };
  return Promise.all(planTargets(plan).map(look));
}
