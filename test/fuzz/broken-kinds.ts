import { setTimeout as sleep } from "node:timers/promises";
import type { Kind } from "./kind.ts";

function broken(breaks: (input: Buffer) => unknown): () => Promise<Kind> {
  return async () => ({
    samples: [],
    words: [],
    text: false,
    structures: [],
    mostCpuMs: 50,
    async try(input) {
      // Each input is the number of its file.
      if (input.toString() === "3") await breaks(input);
      return "accepted" as const;
    },
  });
}

function spin(): void {
  while (performance.now() > 0);
}

/** Kinds in which one input does what none may. */
export const kinds: Readonly<Record<string, () => Promise<Kind>>> = {
  throws: broken(() => {
    throw new TypeError("not what was expected");
  }),
  hangs: broken(spin),
  waits: broken(() => sleep(1_000_000)),
  strays: broken(() => void Promise.reject(new Error("nobody waits for this"))),
  hoards: broken(() => {
    const hoard: number[][] = [];
    for (;;) hoard.push(new Array(1_000_000).fill(0));
  }),
  tarries: broken(() => {
    const until = process.cpuUsage().user + 100_000;
    while (process.cpuUsage().user < until);
  }),
};
