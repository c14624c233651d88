/** The cmdlets that are known here; names, aliases and parameters as their reference has them. */
import type { Console } from "./console.ts";
import type { Signature } from "./powershell-binding.ts";
import { propertyOf, type Table, textOf, type Value, type WmiClass } from "./powershell-values.ts";
import { Complaint, call, classAt, read, remove } from "./powershell-wmi.ts";

/** What a cmdlet runs with: values of its arguments by parameter, and what was handed on to it. */
export interface Invocation {
  readonly console: Console;
  readonly given: ReadonlyMap<string, readonly Value[]>;
  /** Null where it stands first. */
  readonly input: readonly Value[] | null;
  /** Runs a block for one value, and gives what comes of it. */
  block(value: Value): Promise<readonly Value[]>;
}

/** One cmdlet. */
export interface Cmdlet extends Signature {
  readonly aliases: readonly string[];
  run(invocation: Invocation): readonly Value[] | Promise<readonly Value[]>;
}

const reading = [["namespace", "ns"], ["filter"], ["query"], ["property"], ["computername", "cn"]] as const;

const cmdlets: Readonly<Record<string, Cmdlet>> = {
  "get-wmiobject": {
    aliases: ["gwmi"],
    takes: [["class", "classname"], ...reading],
    positions: ["class", "property"],
    run: ({ console, given }) => read(console, { ...place(given), className: one(given, "class"), era: "wmi" }),
  },
  "get-ciminstance": {
    aliases: ["gcim"],
    takes: [["classname", "class"], ...reading],
    positions: ["classname"],
    run: ({ console, given }) => read(console, { ...place(given), className: one(given, "classname"), era: "cim" }),
  },
  "remove-wmiobject": removal(["rwmi"]),
  "remove-ciminstance": removal(["rcim"]),
  "invoke-wmimethod": {
    aliases: ["iwmi"],
    takes: [["class"], ["namespace", "ns"], ["name"], ["argumentlist", "args"], ["path"], ["computername", "cn"]],
    positions: ["class", "name", "argumentlist"],
    run: ({ console, given }) => {
      const args = (given.get("argumentlist") ?? []).flatMap((value) => (Array.isArray(value) ? value : [value]));
      return [call(console, target(given, "class"), { method: one(given, "name") ?? "", args })];
    },
  },
  "invoke-cimmethod": {
    aliases: ["icim"],
    takes: [["classname", "class"], ["namespace"], ["methodname", "name"], ["arguments"], ["computername", "cn"]],
    positions: ["classname", "arguments", "methodname"],
    run: ({ console, given }) => {
      const args = (given.get("arguments")?.[0] as Table | undefined) ?? { kind: "table", entries: new Map() };
      return [call(console, target(given, "classname"), { method: one(given, "methodname") ?? "", args })];
    },
  },
  "where-object": {
    aliases: ["where", "?"],
    takes: [["filterscript"], ["property"], ["value"]],
    switches: ["eq"],
    positions: ["property", "value"],
    run: async ({ input, given, block }) => {
      const [name, wanted] = [one(given, "property"), one(given, "value")];
      const kept: Value[] = [];
      for (const value of input ?? []) {
        const fits = name === null ? (await block(value))[0] === true : sameText(propertyOf(value, name), wanted);
        if (fits) kept.push(value);
      }
      return kept;
    },
  },
  "foreach-object": {
    aliases: ["foreach", "%"],
    takes: [["process"]],
    positions: ["process"],
    run: async ({ input, block }) => {
      const all: Value[] = [];
      for (const value of input ?? []) all.push(...(await block(value)));
      return all;
    },
  },
  "select-object": {
    aliases: ["select"],
    takes: [["property"], ["expandproperty", "expand"], ["first"]],
    positions: ["property"],
    run: ({ given, input }) => select(input ?? [], given),
  },
  "write-output": {
    aliases: ["echo", "write"],
    takes: [["inputobject"]],
    positions: ["inputobject…"],
    run: ({ given }) => given.get("inputobject") ?? [],
  },
  "write-host": {
    aliases: [],
    takes: [["object"], ["foregroundcolor"]],
    positions: ["object…"],
    // Recorded: a bare line feed, where everything else ends lines with both.
    run: ({ console, given }) => {
      console.out(`${(given.get("object") ?? []).map(textOf).join(" ")}\n`);
      return [];
    },
  },
  "start-sleep": {
    aliases: ["sleep"],
    takes: [["seconds"], ["milliseconds", "m"]],
    positions: ["seconds"],
    run: async ({ console, given }) => {
      const ms = Number(one(given, "seconds") ?? "0") * 1_000 + Number(one(given, "milliseconds") ?? "0");
      if (!(ms >= 0 && ms <= LONGEST_SLEEP_MS)) throw new Complaint("Start-Sleep takes a number of seconds.");
      await console.sleep(ms);
      return [];
    },
  },
  "out-null": { aliases: [], takes: [], run: () => [] },
  "get-location": { aliases: ["pwd", "gl"], takes: [], run: ({ console }) => [location(console)] },
};

const LONGEST_SLEEP_MS = 86_400_000;

const byName = new Map(
  Object.entries(cmdlets).flatMap(([name, cmdlet]) => [name, ...cmdlet.aliases].map((each) => [each, cmdlet] as const)),
);

/** By name or alias, in lower case; null where it is not known here. */
export function findCmdlet(name: string): Cmdlet | null {
  return byName.get(name) ?? null;
}

function removal(aliases: readonly string[]): Cmdlet {
  return {
    aliases,
    takes: [["inputobject"]],
    positions: ["inputobject"],
    run: ({ console, given, input }) => {
      for (const value of input ?? given.get("inputobject") ?? []) remove(console, value);
      return [];
    },
  };
}

function place(given: Invocation["given"]) {
  return { namespace: one(given, "namespace"), filter: one(given, "filter"), query: one(given, "query") };
}

function target(given: Invocation["given"], classParameter: string): WmiClass {
  const path = one(given, "path");
  if (path !== null) return classAt(path);
  const className = one(given, classParameter);
  if (className === null) throw new Complaint("the class is missing.");
  return { kind: "class", namespace: one(given, "namespace") ?? "root\\cimv2", className };
}

function select(input: readonly Value[], given: Invocation["given"]): readonly Value[] {
  const first = one(given, "first");
  const some = first === null ? input : input.slice(0, Number(first));
  const expanded = one(given, "expandproperty");
  if (expanded !== null) return some.map((value) => propertyOf(value, expanded));
  const names = (given.get("property") ?? []).flatMap((value) => (Array.isArray(value) ? value : [value])).map(textOf);
  if (names.length === 0) return some;
  return some.map((value) => ({
    kind: "output",
    properties: Object.fromEntries(names.map((name) => [name, textOf(propertyOf(value, name))])),
  }));
}

function location({ workingDirectory }: Console): Value {
  return { kind: "output", properties: { Path: workingDirectory } };
}

function one(given: Invocation["given"], parameter: string): string | null {
  const [value] = given.get(parameter) ?? [];
  return value === undefined ? null : textOf(value);
}

function sameText(value: Value, wanted: string | null): boolean {
  return textOf(value).toLowerCase() === (wanted ?? "").toLowerCase();
}
