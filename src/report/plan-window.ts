import { formatDuration } from "../base/duration.ts";
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
    `${window.days.join(", ")} from ${window.from} to ${window.to}, ${zone}; ${when}`,
    `${localMoment(from, zone)} to ${localMoment(to, zone)}, ${zone}`,
    `${utcMoment(from)} to ${utcMoment(to)}`,
  ];
}
