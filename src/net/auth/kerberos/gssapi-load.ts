import { KerberosError } from "./trouble.ts";

/** The foreign function interface, as its package exports it. */
export type Koffi = typeof import("koffi");
type Library = ReturnType<Koffi["load"]>;

/** Names to load by, in order: what each system calls its own. */
const NAMES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["/System/Library/Frameworks/GSS.framework/GSS", "libgssapi_krb5.dylib", "libgssapi.dylib"],
  freebsd: ["libgssapi_krb5.so.2", "libgssapi.so.10", "libgssapi.so.3"],
};
/** MIT's, then Heimdal's. */
const USUAL: readonly string[] = ["libgssapi_krb5.so.2", "libgssapi.so.3"];

/** dlopen(3): glibc's and musl's <dlfcn.h>, and that of macOS. */
const RTLD_NOW = 2;
const RTLD_NODELETE = { linux: 0x1000, darwin: 0x80 } as const;

/** The interface, and the first library of these names; throws `no-library` where either is wanting. */
export async function loadLibrary(
  names: readonly string[] = NAMES[process.platform] ?? USUAL,
): Promise<{ readonly koffi: Koffi; readonly library: Library }> {
  const koffi = await loadKoffi();
  for (const name of names) {
    const library = open(koffi, name);
    if (library === null) continue;
    pin(koffi, name);
    return { koffi, library };
  }
  throw new KerberosError("no-library", { koffi: 1 });
}

/** An optional dependency: it may not be there, or not for this machine. */
export async function loadKoffi(): Promise<Koffi> {
  try {
    const loaded = (await import("koffi")) as Koffi & { readonly default?: Koffi };
    return loaded.default ?? loaded;
  } catch {
    throw new KerberosError("no-library", { koffi: 0 });
  }
}

function open(koffi: Koffi, name: string): Library | null {
  try {
    return koffi.load(name);
  } catch {
    return null;
  }
}

/**
 * Keeps the library loaded to the very end. Both libraries leave destructors with every thread that called them; koffi
 * unloads at the end of the process, while threads still end, and with Heimdal that was seen to crash.
 */
function pin(koffi: Koffi, name: string): void {
  const never = RTLD_NODELETE[process.platform as keyof typeof RTLD_NODELETE];
  if (never === undefined) return;
  koffi.load(null).func("dlopen", "void *", ["str", "int"])(name, RTLD_NOW | never);
}
