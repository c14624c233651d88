import type { Koffi } from "./gssapi-load.ts";

/** The configuration's say about realms: krb5's own C interface, which MIT, Heimdal and macOS have alike. */
export interface Realms {
  /** Of users who name none; null where there is none. */
  readonly defaultRealm: string | null;
  /** Of a computer, by `domain_realm`; empty where only the key distribution center can say. */
  realmOf(host: string): string;
}

const NONE: Realms = { defaultRealm: null, realmOf: () => "" };
/** A name is no longer than DNS allows. */
const MOST_CHARACTERS = 255;

/** Reads the configuration. A library without these functions knows no realms, which costs a referral. */
export function readRealms(koffi: Koffi, library: ReturnType<Koffi["load"]>): Realms {
  try {
    return bind(koffi, library);
  } catch {
    return NONE;
  }
}

function bind(koffi: Koffi, library: ReturnType<Koffi["load"]>): Realms {
  const newPointer = koffi.out(koffi.pointer("void *"));
  const init = library.func("krb5_init_context", "int32_t", [newPointer]);
  const getDefault = library.func("krb5_get_default_realm", "int32_t", ["void *", newPointer]);
  const freeDefault = library.func("krb5_free_default_realm", "void", ["void *", "void *"]);
  const getRealms = library.func("krb5_get_host_realm", "int32_t", ["void *", "str", newPointer]);
  const freeRealms = library.func("krb5_free_host_realm", "int32_t", ["void *", "void *"]);
  const context: [bigint | null] = [null];
  if (init(context) !== 0) return NONE;
  const text = (at: bigint): string => koffi.decode.string(at).slice(0, MOST_CHARACTERS);
  const ask = <T>(get: (out: [bigint | null]) => number, read: (at: bigint) => T, none: T): T => {
    const found: [bigint | null] = [null];
    return get(found) === 0 && found[0] !== null ? read(found[0]) : none;
  };
  const defaultRealm = ask(
    (out) => getDefault(context[0], out),
    (at) => {
      const realm = text(at);
      freeDefault(context[0], at);
      return realm;
    },
    null as string | null,
  );
  return {
    defaultRealm: defaultRealm === "" ? null : defaultRealm,
    // A list of texts with a null at its end; the first is the one to try first.
    realmOf: (host) =>
      ask(
        (out) => getRealms(context[0], host, out),
        (at) => {
          const first = koffi.decode(at, "void *") as bigint | null;
          const realm = first === null ? "" : text(first);
          freeRealms(context[0], at);
          return realm;
        },
        "",
      ),
  };
}
