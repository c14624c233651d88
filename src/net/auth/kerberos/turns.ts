/**
 * libuv has four threads for all that blocks: files of the journal, names that are looked up, and these calls, which may
 * wait for a key distribution center for half a minute.
 */
const AT_ONE_TIME = 2;

let under = 0;
const waiting: (() => void)[] = [];

/** Values of calls that are under way: what they point to must not be collected meanwhile. */
const underWay = new Set<readonly unknown[]>();

/** A function of a library, as koffi calls it on another thread. */
interface Call {
  async(...values: readonly unknown[]): void;
}

/** The status of a call on another thread, since it may talk to a key distribution center. */
export function elsewhere(call: Call, values: readonly unknown[]): Promise<number> {
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        underWay.add(values);
        call.async(...values, (error: unknown, status: number) => {
          underWay.delete(values);
          if (error) reject(error);
          else resolve(status);
        });
      }),
  );
}

/** Begins a call as soon as fewer than two are under way. */
async function inTurn<T>(call: () => Promise<T>): Promise<T> {
  if (under >= AT_ONE_TIME) await new Promise<void>((go) => waiting.push(go));
  else under++;
  try {
    return await call();
  } finally {
    const next = waiting.shift();
    if (next === undefined) under--;
    else next();
  }
}
