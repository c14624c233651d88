import type { CimInstance, CimPath, CimValue } from "../../src/base/cim.ts";
import { Fault } from "../../src/base/fault.ts";
import type { OperationOptions, Session } from "../../src/model/session.ts";
import type { FakeClock } from "./fake-clock.ts";

interface Row {
  started: number;
  reported: number | null;
  major: number;
  minor: number;
}

export interface Script {
  /** How long a cycle takes; null never ends. Where the row survives, it shows that the cycle began. */
  readonly cycleMs?: number | null;
  /** Called before each operation with its name; throws to fail it, after `act` was or was not carried out. */
  readonly before?: (operation: string, act: () => void) => void | Promise<void>;
}

/** A ConfigMgr client in a few lines, in CIM terms: rows, deletes, triggers, on a fake clock. */
export class ScriptedClient implements Session {
  readonly done: string[] = [];
  readonly rows: Map<string, Row>;
  requests = 0;
  connected = false;
  readonly logon = null;
  rests = 0;
  closed = false;
  readonly #clock: FakeClock;
  readonly #script: Script;

  constructor(clock: FakeClock, script: Script = {}, rows: Map<string, Row> | null = null) {
    this.#clock = clock;
    this.#script = script;
    this.rows = rows ?? new Map();
    if (rows !== null) return;
    const past = clock.now() - 86_400_000;
    this.rows.set("001", { started: past, reported: past, major: 3, minor: 7 });
    this.rows.set("002", { started: past, reported: past, major: 1, minor: 4 });
  }

  async get(path: CimPath, options: OperationOptions): Promise<CimInstance> {
    const id = idOf(path.keys?.InventoryActionID);
    await this.#begin(`get ${id}`, options, () => {});
    const row = this.rows.get(id);
    if (row === undefined) throw new Fault("INV701", "not there", { delivered: "yes" });
    return instance({
      LastCycleStartedDate: date(row.started),
      LastReportDate: row.reported === null ? null : date(row.reported),
      LastMajorReportVersion: String(row.major),
      LastMinorReportVersion: String(row.minor),
    });
  }

  async delete(path: CimPath, options: OperationOptions): Promise<void> {
    const id = idOf(path.keys?.InventoryActionID);
    let there = this.rows.has(id);
    await this.#begin(`delete ${id}`, options, () => {
      there = this.rows.delete(id);
    });
    if (!there) throw new Fault("INV701", "not there", { delivered: "yes" });
  }

  async query(_namespace: string, _wql: string, options: OperationOptions): Promise<readonly CimInstance[]> {
    await this.#begin("query", options, () => {});
    return [...this.rows.keys()].map((id) => instance({ InventoryActionID: id }));
  }

  async invoke(
    _path: CimPath,
    _method: string,
    input: Readonly<Record<string, string | readonly string[]>>,
    options: OperationOptions,
  ): Promise<CimInstance> {
    const id = idOf(String(input.sScheduleID));
    await this.#begin(`trigger ${id}`, options, () => this.cycle(id));
    return instance({ ReturnValue: null });
  }

  rest(): void {
    this.rests++;
    this.connected = false;
  }

  close(): void {
    this.closed = true;
    this.connected = false;
  }

  /** The same computer, for whoever talks to it next. */
  again(script: Script): ScriptedClient {
    return new ScriptedClient(this.#clock, script, this.rows);
  }

  /** The agent runs a cycle. */
  cycle(id: string): void {
    const { cycleMs = 2_000 } = this.#script;
    const started = this.#clock.now();
    const row = this.rows.get(id);
    if (row !== undefined) row.started = started;
    if (cycleMs === null) return;
    void this.#clock.sleep(cycleMs).then(() => {
      const old = this.rows.get(id);
      const version = old === undefined ? { major: 1, minor: 0 } : { major: old.major, minor: old.minor + 1 };
      this.rows.set(id, { started, reported: this.#clock.now(), ...version });
    });
  }

  async #begin(name: string, options: OperationOptions, act: () => void): Promise<void> {
    this.connected = true;
    this.requests++;
    let acted = false;
    const once = () => {
      if (!acted) act();
      acted = true;
    };
    const cut = new Promise<never>((_, reject) =>
      options.signal.addEventListener("abort", () => reject(new Fault("INV901", "cut", { delivered: "maybe" })), {
        once: true,
      }),
    );
    cut.catch(() => {});
    await Promise.race([cut, Promise.resolve(this.#script.before?.(name, once))]);
    once();
    this.done.push(name);
  }
}

function idOf(guid: string | undefined): string {
  return (guid ?? "").slice(-4, -1);
}

function date(ms: number): CimValue {
  const text = new Date(ms).toISOString();
  return { kind: "datetime", text, micros: BigInt(ms) * 1_000n, zone: 0 };
}

function instance(properties: Readonly<Record<string, CimValue>>): CimInstance {
  return { kind: "instance", className: "Test", properties: new Map(Object.entries(properties)) };
}
