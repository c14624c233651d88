/** The text shells of one host: [MS-WSMV] 3.1.4.5.2 and 3.1.1, with the quotas of `winrm get winrm/config/winrs`. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../base/clock.ts";
import { SoapFault } from "../faults.ts";
import { ShellCommand } from "./shell-command.ts";

/** MaxShellsPerUser and MaxProcessesPerShell of Windows since 2012. */
const MOST_SHELLS = 30;
const MOST_COMMANDS = 25;
/** IdleTimeout, in milliseconds, of a shell that asks for none. */
const IDLE_MS = 7_200_000;

/** What a shell is opened with. */
export interface ShellOptions {
  /** Null for one that the host chooses. */
  readonly id: string | null;
  readonly codePage: number;
  readonly environment: ReadonlyMap<string, string>;
  readonly workingDirectory: string | null;
  readonly idleMs: number | null;
}

/** One open shell. */
export interface Shell extends Omit<ShellOptions, "id" | "idleMs"> {
  readonly id: string;
  readonly idleMs: number;
  readonly commands: Map<string, ShellCommand>;
  touchedAt: number;
}

/** Opened, found again and closed; what idles too long is closed too. */
export class Shells {
  readonly #open = new Map<string, Shell>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open({ id, idleMs, ...rest }: ShellOptions): Shell {
    for (const shell of this.#open.values()) if (this.#idles(shell)) this.close(shell.id);
    if (this.#open.size >= MOST_SHELLS) throw new SoapFault("tooManyShells");
    const shell: Shell = {
      ...rest,
      id: id ?? randomUUID().toUpperCase(),
      idleMs: idleMs ?? IDLE_MS,
      commands: new Map(),
      touchedAt: this.#clock.monotonic(),
    };
    if (this.#open.has(key(shell.id))) throw new SoapFault("badShellArgument");
    this.#open.set(key(shell.id), shell);
    return shell;
  }

  /** Throws the fault where there is none. */
  find(id: string): Shell {
    const shell = this.#open.get(key(id));
    if (shell !== undefined && this.#idles(shell)) this.close(id);
    else if (shell !== undefined) {
      shell.touchedAt = this.#clock.monotonic();
      return shell;
    }
    throw new SoapFault("shellGone");
  }

  /** With everything that runs in it. */
  close(id: string): void {
    for (const command of this.#open.get(key(id))?.commands.values() ?? []) command.stop();
    this.#open.delete(key(id));
  }

  closeAll(): void {
    for (const id of [...this.#open.keys()]) this.close(id);
  }

  #idles({ touchedAt, idleMs }: Shell): boolean {
    return this.#clock.monotonic() - touchedAt > idleMs;
  }
}

/** A new command in a shell. */
export function addCommand(shell: Shell): ShellCommand {
  for (const [id, command] of shell.commands) if (command.over) shell.commands.delete(id);
  if (shell.commands.size >= MOST_COMMANDS) throw new SoapFault("tooManyCommands");
  const command = new ShellCommand();
  shell.commands.set(key(command.id), command);
  return command;
}

/** Throws the fault where there is none. */
export function findCommand(shell: Shell, id: string): ShellCommand {
  const command = shell.commands.get(key(id));
  if (command === undefined) throw new SoapFault("commandGone");
  return command;
}

/** Forgets a command, and ends it where it still runs. */
export function dropCommand(shell: Shell, command: ShellCommand): void {
  command.stop();
  shell.commands.delete(key(command.id));
}

/** Ids are compared without regard to case. */
function key(id: string): string {
  return id.trim().toUpperCase();
}
