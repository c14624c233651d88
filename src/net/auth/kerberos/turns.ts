/**
 * libuv has four threads for all that blocks: files of the journal, names that are looked up, and these calls, which may
 * wait for a key distribution center for half a minute.
 */
const AT_ONE_TIME = 2;

let under = 0;
const waiting: (() => void)[] = [];

/** Begins a call on another thread as soon as fewer than two are under way. */
export async function inTurn<T>(call: () => Promise<T>): Promise<T> {
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
