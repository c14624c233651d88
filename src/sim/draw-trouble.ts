import type { Random } from "../base/random.ts";
import { isConnectionTrouble, type Trouble, type TroubleShape, troubleShapes } from "./trouble.ts";

/** The parts that trouble is drawn from, each with its shapes. */
const parts = {
  connections: shapesOf("connections"),
  logons: shapesOf("logons"),
  undone: shapesOf("undone"),
  done: shapesOf("done"),
  any: [...shapesOf("connections"), ...shapesOf("logons"), ...shapesOf("undone"), ...shapesOf("done")],
} as const;

/** Where a client's trouble is drawn from. */
export type TroublePart = keyof typeof parts;

/** To how many it happens; what stands twice is drawn twice as often. */
const TIMES = [1, 1, 1, 1, 2, 3, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
/** Of the messages of an inventory, the last that trouble may begin with; and of its connections and logons. */
const LATEST = { messages: 10, others: 3 } as const;
/** Half of the trouble of messages waits for one of these. */
const ACTIONS = ["Delete", "Delete", "TriggerSchedule", "TriggerSchedule", "Get", "Enumerate", "Pull"] as const;
/** How many messages of one action there are before the trouble: none, or one. */
const LATEST_OF_ACTION = 2;

/** One trouble out of each part, at a moment of its own; the same for the same numbers. */
export function drawTroubles(from: readonly TroublePart[], random: Random): readonly Trouble[] {
  return from.map((part) => drawTrouble(pick(parts[part], random), random));
}

function drawTrouble(shape: TroubleShape, random: Random): Trouble {
  const times = pick(TIMES, random);
  if (isConnectionTrouble(shape) || shape in troubleShapes.logons) return { shape, times, from: upTo(LATEST.others) };
  if (shape === "endless") return { shape, times, from: 1, only: "Enumerate" };
  if (random() < 0.5) return { shape, times, from: upTo(LATEST.messages) };
  return { shape, times, from: upTo(LATEST_OF_ACTION), only: pick(ACTIONS, random) };

  function upTo(most: number): number {
    return 1 + Math.floor(random() * most);
  }
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)] as T;
}

function shapesOf<P extends keyof typeof troubleShapes>(part: P): readonly (keyof (typeof troubleShapes)[P])[] {
  return Object.keys(troubleShapes[part]) as (keyof (typeof troubleShapes)[P])[];
}
