import type { Koffi } from "./gssapi-load.ts";

/** The functions of a GSSAPI library and the structures that they take: RFC 2744, as C lays them out. */

/** A handle of the library's: a name, a credential, a context. */
export type Handle = bigint;
type Library = ReturnType<Koffi["load"]>;
type Types = Parameters<Library["func"]>[3];

/** gss_buffer_desc, RFC 2744 3.2: given, with bytes of ours. */
export interface GivenBuffer {
  readonly length: number;
  readonly value: Buffer | null;
}
/** The same, with bytes of the library's. */
export interface TakenBuffer {
  length?: number | bigint;
  value?: Handle | null;
}
/** gss_OID_desc, RFC 2744 3.3. */
export interface Oid {
  readonly length: number;
  readonly elements: Buffer;
}
/** gss_channel_bindings_desc, RFC 2744 3.11; addresses of no type are left out. */
export interface Bindings {
  readonly initiator_addrtype: 0;
  readonly initiator_address: GivenBuffer;
  readonly acceptor_addrtype: 0;
  readonly acceptor_address: GivenBuffer;
  readonly application_data: GivenBuffer;
}

/** The functions as they are. */
export type GssapiFunctions = ReturnType<typeof findFunctions>;

/**
 * Finds the functions. `packed`: Apple's and MIT's headers lay structures out on two bytes for Intel's macOS, and there
 * alone. What not every library has is null.
 */
export function findFunctions(koffi: Koffi, library: Library, packed: boolean) {
  const aligned = <T>(type: T) => (packed ? ([2, type] as [number, T]) : type);
  const buffer = koffi.struct({ length: "size_t", value: "void *" });
  const oid = koffi.struct({ length: "uint32_t", elements: aligned("void *") });
  const set = koffi.struct({ count: "size_t", elements: koffi.pointer(oid) });
  const bindings = koffi.struct({
    initiator_addrtype: "uint32_t",
    initiator_address: aligned(buffer),
    acceptor_addrtype: "uint32_t",
    acceptor_address: aligned(buffer),
    application_data: aligned(buffer),
  });
  const pair = koffi.struct({ key: "str", value: "str" });
  const store = koffi.struct({ count: "uint32_t", elements: koffi.pointer(pair) });

  const handle = "void *";
  const aHandle = koffi.out(koffi.pointer("void *"));
  const theHandle = koffi.inout(koffi.pointer("void *"));
  const aNumber = koffi.out(koffi.pointer("uint32_t"));
  const anInt = koffi.out(koffi.pointer("int"));
  const bytes = koffi.pointer(buffer);
  const someBytes = koffi.out(koffi.pointer(buffer));
  const mechanism = koffi.pointer(oid);
  const mechanisms = koffi.pointer(set);
  const acquired = [aHandle, handle, aNumber];

  const find = (name: string, types: readonly unknown[]) => library.func(name, "uint32_t", types as Types);
  const findIfThere = (name: string, types: readonly unknown[]) => {
    try {
      return find(name, types);
    } catch {
      return null;
    }
  };
  return {
    importName: find("gss_import_name", [aNumber, bytes, mechanism, aHandle]),
    releaseName: find("gss_release_name", [aNumber, theHandle]),
    releaseBuffer: find("gss_release_buffer", [aNumber, koffi.inout(koffi.pointer(buffer))]),
    releaseCredential: find("gss_release_cred", [aNumber, theHandle]),
    deleteContext: find("gss_delete_sec_context", [aNumber, theHandle, handle]),
    acquire: find("gss_acquire_cred", [aNumber, handle, "uint32_t", mechanisms, "int", ...acquired]),
    acquireFrom: findIfThere("gss_acquire_cred_from", [
      ...[aNumber, handle, "uint32_t", mechanisms, "int", koffi.pointer(store)],
      ...acquired,
    ]),
    acquireWithPassword: findIfThere("gss_acquire_cred_with_password", [
      ...[aNumber, handle, bytes, "uint32_t", mechanisms, "int"],
      ...acquired,
    ]),
    inquireCredential: find("gss_inquire_cred", [aNumber, handle, handle, aNumber, handle, handle]),
    init: find("gss_init_sec_context", [
      ...[aNumber, handle, theHandle, handle, mechanism, "uint32_t", "uint32_t", koffi.pointer(bindings)],
      ...[bytes, handle, someBytes, aNumber, aNumber],
    ]),
    wrap: find("gss_wrap", [aNumber, handle, "int", "uint32_t", bytes, anInt, someBytes]),
    unwrap: find("gss_unwrap", [aNumber, handle, bytes, someBytes, anInt, aNumber]),
    verifyMic: find("gss_verify_mic", [aNumber, handle, bytes, bytes, aNumber]),
  };
}
