import { readFile, readlink } from "node:fs/promises";
import { sha256 } from "../base/digest.ts";
import { exec } from "./exec.ts";
import { personHere } from "./operator.ts";
import { type Sighting, sightProcess } from "./process-sight.ts";

/** Where a process is, as far as that can be told. What is null cannot. */
export interface Machine {
  readonly host: string;
  /** A digest of the machine's own id: two may bear one host name and share a home directory. */
  readonly machine: string | null;
  /** Another one since the machine started anew. */
  readonly boot: string | null;
  /** Numbers of processes mean something within one namespace alone; each container has its own. */
  readonly namespace: string | null;
}

/** The process that holds a lock. */
export interface Owner extends Machine {
  readonly pid: number;
  /** What tells it from a later process of the same number. */
  readonly started: string | null;
  /** The person's name at the operating system; empty where there is none. */
  readonly by: string;
}

/** This process, on this machine. */
export async function thisOwner(): Promise<Owner> {
  const { pid } = process;
  const [sighting, machine, boot, namespace] = await Promise.all([
    sightProcess(pid),
    machineId(),
    bootId(),
    readlink("/proc/self/ns/pid").catch(() => null),
  ]);
  return { pid, started: sighting.there ? sighting.started : null, ...personHere(), machine, boot, namespace };
}

/** `unknown`: it cannot be told from here, and may be at work. */
export type Whereabouts = "alive" | "dead" | "unknown";

/**
 * Whether a lock's owner is still at work, seen from here. It is dead where its machine has started anew since, where no
 * process has its number, and where the one that has it started at another time. On another machine, and in another
 * container, nothing can be seen; where the system does not tell when a process started, one of that number is taken
 * for the owner.
 */
export async function judgeOwner(
  owner: Owner,
  here: Machine,
  sight: (pid: number) => Promise<Sighting> = sightProcess,
): Promise<Whereabouts> {
  // One boot is one machine, though its name may change meanwhile, as that of a laptop does.
  const sameBoot = owner.boot !== null && owner.boot === here.boot;
  const sameName = owner.host.toLowerCase() === here.host.toLowerCase() && owner.machine === here.machine;
  if (!sameBoot && !sameName) return "unknown";
  if (!sameBoot && owner.boot !== null && here.boot !== null) return "dead";
  if (owner.namespace !== here.namespace) return "unknown";
  const sighting = await sight(owner.pid);
  if (!sighting.there) return "dead";
  if (owner.started === null || sighting.started === null) return "unknown";
  return owner.started === sighting.started ? "alive" : "dead";
}

/** machine-id(5) wants the id itself kept from others, and a digest of it used. */
async function machineId(): Promise<string | null> {
  const id = await readFile("/etc/machine-id", "latin1").catch(() => "");
  return id.trim() === "" ? null : sha256(`invrun lock ${id.trim()}`).slice(0, 16);
}

/** Linux: random(4). macOS: `kern.bootsessionuuid` of sysctl(8). Windows has none, and its process times need none. */
async function bootId(): Promise<string | null> {
  if (process.platform === "darwin") {
    const answer = await exec("/usr/sbin/sysctl", ["-n", "kern.bootsessionuuid"], { env: {}, timeoutMs: 5_000 });
    return answer?.code === 0 ? answer.stdout.trim() || null : null;
  }
  const id = await readFile("/proc/sys/kernel/random/boot_id", "latin1").catch(() => "");
  return id.trim() || null;
}
