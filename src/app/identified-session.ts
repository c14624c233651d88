import { type ComputerNames, readComputerNames } from "../configmgr/computer.ts";
import type { OperationOptions, Session } from "../model/session.ts";

/**
 * A session whose logon does not prove the computer's name, as Basic and certificates do not: the name is read and
 * compared once, before the first operation. The host's own certificate may be for a gateway's name, or a pinned one.
 */
export function identified(session: Session, check: (names: ComputerNames) => void): Session {
  let proven = false;
  const first = async (options: OperationOptions) => {
    if (proven) return;
    check(await readComputerNames(session, options));
    proven = true;
  };
  return {
    get: async (path, options) => {
      await first(options);
      return session.get(path, options);
    },
    delete: async (path, options) => {
      await first(options);
      return session.delete(path, options);
    },
    query: async (namespace, wql, options) => {
      await first(options);
      return session.query(namespace, wql, options);
    },
    invoke: async (path, method, input, options) => {
      await first(options);
      return session.invoke(path, method, input, options);
    },
    rest: () => {
      proven = false;
      session.rest();
    },
    close: () => session.close(),
    get requests() {
      return session.requests;
    },
    get connected() {
      return session.connected;
    },
    get logon() {
      return session.logon;
    },
  };
}
