/** The acceptor of test/strangers/gssapi-acceptor.py, started and ended, and what it wrote down. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PYTHON } from "../../strangers/presence.ts";
import type { AcceptorCertificate } from "./certificate.ts";
import { faketime } from "./programs.ts";

const SCRIPT = fileURLToPath(new URL("../../strangers/gssapi-acceptor.py", import.meta.url));

/** How strangers are let in. */
export interface AcceptorOptions {
  /** What it takes; `both` as a member of a domain does. */
  readonly mech?: "krb5" | "ntlm" | "both";
  /** Over TLS whoever does not bind to the channel is refused. */
  readonly strictCbt?: boolean;
  /** Answers are sealed by gss_wrap, and brought into the form of gss_wrap_iov. */
  readonly noIov?: boolean;
  /** Says in a token of GSSAPI why somebody is refused, as some servers do. */
  readonly errorTokens?: boolean;
  /** Forgets who logged on to a connection after so many answers: the next request is refused. */
  readonly forgetAfter?: number;
  /**
   * Somebody where a host ought to be, who has its keys at that: leaves away (`silent`) or forges the proof that he is
   * the host, answers in plain, alters what is sealed, sends his first answer again and again.
   */
  readonly rogue?: "silent" | "forged" | "plain" | "altered" | "replayed";
  /** By how much its clock is wrong, in seconds; truly so, by Debian's faketime. */
  readonly clockOffsetS?: number;
}

/** One thing that happened, in order. `connection` counts from 1. */
export type AcceptorEvent = { readonly connection: number; readonly host: string | null } & (
  | {
      readonly event: "request";
      readonly sealed: boolean;
      readonly octets: number;
      /** The scheme of its Authorization header, where it has one. */
      readonly authorization: string | null;
    }
  | {
      readonly event: "token";
      readonly scheme: string;
      readonly form: "spnego" | "krb5" | "ntlm";
      readonly octets: number;
      readonly answer: number;
      readonly complete: boolean;
    }
  | {
      readonly event: "logon";
      readonly principal: string;
      /** The mechanism that does the work, below SPNEGO. */
      readonly mech: "krb5" | "ntlm";
      readonly mechOid: string;
      /** As python-gssapi names them: mutual_authentication, confidentiality, integrity, out_of_sequence_detection. */
      readonly flags: readonly string[];
      /** Whether the client named this very TLS channel; null without TLS. */
      readonly bound: boolean | null;
    }
  /** Answered by 401. `token` is the length of the token that says why, sent or not. */
  | { readonly event: "refused"; readonly why: string; readonly token: number }
  /** A message that was sealed by the client, and is open now; and an answer before it is sealed. Lengths in bytes. */
  | { readonly event: "unsealed" | "sealed"; readonly signature: number; readonly octets: number }
  /** Answered by 400. */
  | { readonly event: "unreadable"; readonly why: string }
  /** The connection broke, or TLS did. It is of no connection that is counted. */
  | { readonly event: "broken"; readonly why: string }
);

export interface RunningAcceptor {
  readonly port: number;
  trace(): Promise<readonly AcceptorEvent[]>;
  stop(): Promise<void>;
}

/** Whom it stands before, and under which account it asks there. */
export interface Upstream {
  readonly address: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
}

/** Starts it, and waits until it listens. `env` leads it to its keys or accounts. */
export async function startAcceptor(
  upstream: Upstream,
  where: {
    readonly folder: string;
    readonly env: Readonly<Record<string, string>>;
    readonly certificate: AcceptorCertificate | null;
  },
  options: AcceptorOptions = {},
): Promise<RunningAcceptor> {
  const { mech = "krb5", strictCbt, noIov, errorTokens, forgetAfter, rogue, clockOffsetS = 0 } = options;
  const path = join(where.folder, "trace.jsonl");
  const flags = [
    ...["--upstream", `${upstream.address}:${upstream.port}`, "--mech", mech, "--trace", path],
    ...(where.certificate === null ? [] : ["--tls", where.certificate.cert, where.certificate.key]),
    ...(strictCbt === true ? ["--strict-cbt"] : []),
    ...(noIov === true ? ["--no-iov"] : []),
    ...(errorTokens === true ? ["--error-tokens"] : []),
    ...(rogue === undefined ? [] : ["--rogue", rogue]),
    ...(forgetAfter === undefined ? [] : ["--forget-after", String(forgetAfter)]),
  ];
  const wrong = clockOffsetS === 0 ? [] : faketime(clockOffsetS);
  const [program = "", ...args] = [...wrong, PYTHON, "-B", SCRIPT, ...flags];
  const account = { UPSTREAM_USERNAME: upstream.username, UPSTREAM_PASSWORD: upstream.password };
  const child = spawn(program, args, {
    env: { ...process.env, ...where.env, ...account },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const line = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
      if (text.includes("\n")) resolve(text);
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the acceptor ended with ${code}`)));
  });
  return {
    ...(JSON.parse(line) as { readonly port: number }),
    async trace() {
      const lines = (await readFile(path, "utf8")).split("\n").filter((text) => text !== "");
      return lines.map((text) => JSON.parse(text) as AcceptorEvent);
    },
    async stop() {
      // It ends with its standard input, and so with this process, whatever becomes of it.
      child.stdin.end();
      await ended;
    },
  };
}
