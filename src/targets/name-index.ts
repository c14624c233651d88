/** A name as it is compared: without regard to case. */
export function foldName(name: string): string {
  return name.toLowerCase();
}

/** The part of a folded name before its first dot; an IPv4 address is whole. */
export function shortName(folded: string): string {
  const dot = folded.indexOf(".");
  if (dot === -1 || /^\d+(?:\.\d+){3}$/.test(folded)) return folded;
  return folded.slice(0, dot);
}

/**
 * Computers by folded name. `pc-1` and `pc-1.corp.example` are the same computer, since a short name has every suffix;
 * two full names are the same only where they are equal.
 */
export interface NameIndex<V> {
  /** What was added under this name, or under the other form of it. */
  find(folded: string): V | undefined;
  /** The first one added under a name stays. */
  add(folded: string, value: V): void;
}

/** An index without a name in it. */
export function createNameIndex<V>(): NameIndex<V> {
  const whole = new Map<string, V>();
  /** The first full name of each short one. */
  const full = new Map<string, V>();
  return {
    find(folded) {
      const exact = whole.get(folded);
      if (exact !== undefined) return exact;
      const short = shortName(folded);
      return short === folded ? full.get(folded) : whole.get(short);
    },
    add(folded, value) {
      if (!whole.has(folded)) whole.set(folded, value);
      const short = shortName(folded);
      if (short !== folded && !full.has(short)) full.set(short, value);
    },
  };
}
