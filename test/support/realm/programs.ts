/** MIT's own programs, run to their end or left running. */
import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { delimiter } from "node:path";

export interface Told {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A realm's programs lie where a user's path does not lead. */
export function withAdministratorsPath(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: "C", PATH: [process.env.PATH, "/usr/sbin", "/sbin"].join(delimiter), ...env };
}

/** Runs a program to its end, with `input` as its standard input. */
export async function tell(
  [program, ...args]: readonly [string, ...string[]],
  { input = "", env }: { readonly input?: string; readonly env: Readonly<Record<string, string>> },
): Promise<Told> {
  const child = spawn(program, args, { env: withAdministratorsPath(env), stdio: ["pipe", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  // A program may end without reading what it was told.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}

/** Runs a program that has to succeed. */
export async function must(
  command: readonly [string, ...string[]],
  options: { readonly input?: string; readonly env: Readonly<Record<string, string>> },
): Promise<string> {
  const { code, out, err } = await tell(command, options);
  if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}: ${err}${out}`);
  return out;
}

/** What to put before a program whose clock is to be off by so many seconds. */
export function faketime(offsetS: number): readonly string[] {
  return ["faketime", "-f", `${offsetS < 0 ? "" : "+"}${offsetS}s`];
}

/** A port that is free for TCP and for UDP at once, since a KDC listens on both. */
export async function freePort(): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const socket = createSocket("udp4");
    const free = await new Promise<boolean>((resolve) => {
      socket.once("error", () => resolve(false));
      socket.bind(port, "127.0.0.1", () => resolve(true));
    });
    socket.close();
    server.close();
    await once(server, "close");
    if (free) return port;
  }
}
