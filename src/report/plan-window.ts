import { formatDuration } from "../base/duration.ts";
import type { Window } from "../model/window.ts";
import { localMoment, utcMoment } from "./moment.ts";
import type { PlanView } from "./plan-view.ts";

/** The window as written, and when it is open, by its own clocks and in UTC. */
export function windowRows({ plan, opening, now }: PlanView): readonly string[] {
  const { window } = plan.rollout;
  if (window === null || opening === null) return ["none: changes may be sent at any time"];
  const { from, to } = opening;
  const { zone } = window;
  const when = from <= now ? "open now" : `opens in ${formatDuration(from - now)}`;
  return [
    `${windowWords(window)}; ${when}`,
    `${localMoment(from, zone)} to ${localMoment(to, zone)}, ${zone}`,
    `${utcMoment(from)} to ${utcMoment(to)}`,
  ];
}

/** `tue, wed from 22:00 to 04:00, Europe/Berlin` */
export function windowWords({ days, from, to, zone }: Window): string {
  return `${days.join(", ")} from ${from} to ${to}, ${zone}`;
}
