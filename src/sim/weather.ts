import { type Random, seededRandom } from "../base/random.ts";
import { type KindName, storms, troubledClients, troubledWires } from "./kinds.ts";

/** The weathers there are. */
export const weathers = ["fair", "mixed", "rough"] as const;
/** How much trouble there is: none, some, or as much as there can be. */
export type Weather = (typeof weathers)[number];

interface Climate {
  /** A cycle's length from trigger to row, in milliseconds. */
  readonly cycleMs: readonly [number, number];
  /** The part of the clients that are in trouble, where the fleet is large enough to hold each kind. */
  readonly troubled: number;
  /** Each comes once before any comes twice. */
  readonly kinds: readonly KindName[];
  /** Come so much more often after that. */
  readonly often: readonly KindName[];
}

/** Our own choice: fair ends a cycle within two seconds; mixed and rough within a wait of 20 s. */
const climates: Readonly<Record<Weather, Climate>> = {
  fair: { cycleMs: [200, 1_800], troubled: 0, kinds: [], often: [] },
  mixed: { cycleMs: [200, 8_000], troubled: 0.25, kinds: troubledClients, often: [] },
  rough: {
    cycleMs: [200, 8_000],
    troubled: 0.75,
    kinds: [...troubledClients, ...troubledWires, ...storms],
    often: [...storms, ...storms, ...storms],
  },
};

/** In a small fleet, at most this part is in trouble, however many kinds there are. */
const MOST_TROUBLED = 0.5;

/** How long cycles last in this weather: the least and the most, in milliseconds. */
export function cycleLength(weather: Weather): readonly [number, number] {
  return climates[weather].cycleMs;
}

/**
 * A kind for each of `clients`, the same for the same seed. The first is always healthy: it proves the credential.
 * Each kind of trouble comes once before any comes twice. One client refuses the account, never more: two in a row
 * would be a wrong password to any careful runner, and end its run.
 */
export function forecast(weather: Weather, clients: number, seed: number): readonly KindName[] {
  const random = seededRandom(seed);
  const { troubled, kinds, often } = climates[weather];
  const wanted = Math.max(Math.round(clients * troubled), Math.min(kinds.length, Math.floor(clients * MOST_TROUBLED)));
  const trouble = draw({ kinds, often }, Math.min(wanted, Math.max(0, clients - 1)), random);
  const rest: KindName[] = Array.from({ length: Math.max(0, clients - 1 - trouble.length) }, () => "healthy");
  return clients === 0 ? [] : ["healthy", ...shuffle([...trouble, ...rest], random)];
}

function draw({ kinds, often }: Pick<Climate, "kinds" | "often">, count: number, random: Random): readonly KindName[] {
  const drawn: KindName[] = [];
  let deck: readonly KindName[] = kinds;
  while (drawn.length < count && deck.length > 0) {
    drawn.push(...shuffle(deck, random).slice(0, count - drawn.length));
    deck = [...kinds, ...often].filter((kind) => kind !== "password-refused");
  }
  return drawn;
}

function shuffle<T>(items: readonly T[], random: Random): readonly T[] {
  const shuffled = [...items];
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other] as T, shuffled[at] as T];
  }
  return shuffled;
}
