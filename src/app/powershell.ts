/**
 * Scripts by npm's winrm-client: its calls for one shell, one command and its output. It logs on for every message by
 * itself, knows neither time limits nor authorities of one's own, and prints passwords where DEBUG is set; each of
 * these is seen to here. docs/powershell.md tells what remains.
 */
import { randomBytes } from "node:crypto";
import { systemClock } from "../base/clock.ts";
import type { PasswordCredential } from "../base/credential.ts";
import { formatDuration } from "../base/duration.ts";
import { Fault } from "../base/fault.ts";
import type { LogonResult } from "../base/logon-gate.ts";
import type { RunScript, Script, ScriptPlace, ScriptResult } from "../model/script.ts";
import type { OperationOptions } from "../model/session.ts";
import { Deadline, delivered, within } from "../net/deadline.ts";
import { lendSockets } from "../net/lent-sockets.ts";
import { openSocket } from "../net/open-socket.ts";
import { commandLine } from "../steps/powershell-line.ts";
import { endpointOf, type SessionParts } from "./connect.ts";
import { withoutDebug } from "./environment.ts";
import { ScriptOutput } from "./powershell-output.ts";
import { isSilence, type ScriptStage, scriptFault, statusOf } from "./powershell-trouble.ts";

type WinrmClient = typeof import("winrm-client");

/** For the deletion of a shell, whatever became of its script. */
const CLEAN_UP_MS = 5_000;
/** What it asks hosts for at most is 150 KiB (base-request.js); reading more of a hostile one takes long for all others. */
const MOST_OCTETS = 262_144;

let library: Promise<WinrmClient> | undefined;

/** It reads DEBUG as it is loaded, and never again. */
function load(): Promise<WinrmClient> {
  library ??= withoutDebug(() => import("winrm-client"));
  return library;
}

/** Runs scripts on the targets of one plan. */
export function scriptRunner(parts: SessionParts): RunScript {
  return async (script, place, options) => {
    const client = await load().catch((cause) => {
      throw new Fault("INV819", "A script cannot be run: the package winrm-client is not there.", { cause });
    });
    const run = new ScriptRun(client, parts, place);
    try {
      return await run.carryOut(script, options);
    } finally {
      run.close();
    }
  };
}

/** One script on one target, from its shell's beginning to its end. */
class ScriptRun {
  readonly #client: WinrmClient;
  readonly #parts: SessionParts;
  readonly #place: ScriptPlace;
  readonly #ended = new AbortController();

  constructor(client: WinrmClient, parts: SessionParts, place: ScriptPlace) {
    this.#client = client;
    this.#parts = parts;
    this.#place = place;
  }

  /** Ends every connection that was lent. */
  close(): void {
    this.#ended.abort(new Fault("INV901", "The script has ended."));
  }

  async carryOut(script: Script, { signal, timeoutMs }: OperationOptions): Promise<ScriptResult> {
    const { Shell, Command } = this.#client;
    const params = this.#params(script);
    const { name } = this.#place.target;
    const expired = () =>
      new Fault("INV817", `The script did not end on ${name} within ${formatDuration(timeoutMs)}.`, {
        delivered: "maybe",
      });
    const deadline = new Deadline({ signal, timeoutMs, expired });
    try {
      const shellId = await this.#call("opening", deadline, () => Shell.doCreateShell(params));
      try {
        const word = `invrun-${randomBytes(8).toString("hex")}`;
        const command = commandLine(script.text, word);
        const commandId = await this.#call("sending", deadline, () =>
          Command.doExecuteCommand({ ...params, shellId, command }),
        );
        return await this.#receive({ ...params, shellId, commandId }, new ScriptOutput(word), deadline);
      } finally {
        await this.#delete({ ...params, shellId });
      }
    } finally {
      deadline.end();
    }
  }

  /** Asks for output until the end is told. A host answers after a minute of silence that there is none yet. */
  async #receive(params: CommandParams, output: ScriptOutput, deadline: Deadline): Promise<ScriptResult> {
    const { Command } = this.#client;
    for (;;) {
      const since = systemClock.monotonic();
      try {
        const { streams } = await this.#call("running", deadline, () => Command.doReceiveOutputNonBlocking(params));
        output.add(streams);
      } catch (error) {
        // Once the code was told, a host has forgotten the command with its next word.
        if (output.result() !== null && !deadline.signal.aborted) break;
        if (!(error instanceof Fault) || !isSilence(error.cause, systemClock.monotonic() - since)) throw error;
      }
      if (output.complete) break;
    }
    const result = output.result();
    if (result === null)
      throw new Fault("INV817", `The script ended on ${this.#place.target.name} without its exit code being told.`, {
        delivered: "maybe",
      });
    return result;
  }

  /** Ends what still runs in it. Where that fails too, the host lets it expire. */
  async #delete(params: Params): Promise<void> {
    const expired = () => new Fault("INV407", "The shell was not deleted in time.");
    const deadline = new Deadline({ signal: this.#ended.signal, timeoutMs: CLEAN_UP_MS, expired });
    await this.#call("running", deadline, () => this.#client.Shell.doDeleteShell(params)).catch(() => {});
    deadline.end();
  }

  /** One message, and the logon that it takes. Its time is not counted while the logon waits for its turn. */
  async #call<T>(stage: ScriptStage, deadline: Deadline, work: () => Promise<T>): Promise<T> {
    const { target, gate } = this.#place;
    const { name } = target;
    deadline.pause();
    const permit = await gate.enter(name, deadline.signal);
    deadline.resume();
    let result: LogonResult = "unknown";
    const lender = {
      open: () => this.#open(deadline.signal),
      mostOctets: MOST_OCTETS,
      refuse: (fault: Fault) => deadline.abort(fault),
    };
    try {
      const done = await within(deadline.signal, lendSockets(lender, work));
      result = "accepted";
      return done;
    } catch (error) {
      if (deadline.signal.aborted) throw delivered(deadline.signal.reason, stage === "opening" ? "no" : "maybe");
      const status = statusOf(error);
      if (status !== null) result = status === 401 ? "refused" : "accepted";
      throw scriptFault(error, { name, stage });
    } finally {
      permit.done(result);
    }
  }

  async #open(signal: AbortSignal) {
    const { plan } = this.#parts;
    const socket = await openSocket(endpointOf(this.#parts, this.#place.target), {
      connectTimeoutMs: plan.connectTimeoutMs,
      signal,
    });
    this.#ended.signal.addEventListener("abort", () => socket.destroy(), { once: true });
    return socket;
  }

  #params({ unencrypted }: Script): Params {
    const { plan, access } = this.#parts;
    const { target } = this.#place;
    const { port, tls } = endpointOf(this.#parts, target);
    if (!tls && !unencrypted) throw new Error("a script without TLS that nobody allowed to go readable");
    const credential = passwordOf(access.credentialOf(target), target.name);
    return {
      host: target.name,
      port,
      path: "/wsman",
      username: accountOf(credential.username),
      password: credential.password.reveal(),
      authMethod: plan.connection.auth === "basic" ? "basic" : "ntlm",
      useHttps: tls,
      rejectUnauthorized: true,
    };
  }
}

type Params = Parameters<WinrmClient["Shell"]["doCreateShell"]>[0];
type CommandParams = Parameters<WinrmClient["Command"]["doReceiveOutput"]>[0];

function passwordOf(
  credential: ReturnType<SessionParts["access"]["credentialOf"]>,
  target: string,
): PasswordCredential {
  if (credential.kind === "password") return credential;
  throw new Fault("INV818", `No script can be run on ${target}: its credential has no password.`);
}

/** winrm-client proves the domain in upper case and sends it as it is given, which are the same only where it is so. */
function accountOf(username: string): string {
  const [domain, user] = username.split("\\", 2);
  if (user !== undefined) return `${domain?.toUpperCase()}\\${user}`;
  const at = username.lastIndexOf("@");
  return at === -1 ? username : username.slice(0, at) + username.slice(at).toUpperCase();
}
