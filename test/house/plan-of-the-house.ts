/** Which room may import which, beside itself. docs/architecture.md says why. */
export const floors: Readonly<Record<string, readonly string[]>> = {
  base: [],
  model: ["base"],
  text: ["model", "base"],
  net: ["base"],
  wsman: ["net", "base"],
  adminservice: ["net", "model", "base"],
  configmgr: ["model", "base"],
  runbook: ["text", "model", "base"],
  targets: ["text", "model", "base"],
  config: ["text", "model", "base"],
  plan: ["model", "base"],
  engine: ["model", "base"],
  report: ["model", "base"],
  steps: ["configmgr", "model", "base"],
  sim: ["wsman", "net", "configmgr", "base"],
  app: [
    "steps",
    "report",
    "engine",
    "plan",
    "config",
    "targets",
    "runbook",
    "configmgr",
    "adminservice",
    "wsman",
    "net",
    "text",
    "model",
    "base",
  ],
  "run-command.ts": ["command.ts", "app", "model", "base"],
  commands: ["run-command.ts", "command.ts", "app", "model", "base"],
  "command.ts": ["app", "model", "base"],
  "index.ts": ["app", "steps", "report", "engine", "plan", "targets", "runbook", "configmgr", "text", "model", "base"],
  "main.ts": ["base"],
};

/** The only files that may know the simulated fleet, beside itself. */
export const fleetKeepers: readonly string[] = ["src/commands/simulate.ts", "src/commands/rehearse.ts"];

const SOCKETS = ["src/net/", "src/sim/"];

/**
 * Where each outside thing comes in: folders end with a slash. A module that has no row here may be imported nowhere,
 * so that a new dependency is a decision that somebody wrote down.
 */
export const doors: Readonly<Record<string, readonly string[]>> = {
  yaml: ["src/text/"],
  ajv: ["src/text/"],
  typebox: ["src/steps/", "src/runbook/", "src/targets/", "src/config/", "src/report/published/"],
  listr2: ["src/report/tree.ts"],
  "@oclif/core": ["src/commands/", "src/command.ts", "src/run-command.ts", "src/main.ts"],
  saxes: ["src/wsman/xml.ts"],
  koffi: ["src/net/"],
  "fastest-levenshtein": ["src/base/suggest.ts"],
  "winrm-client": ["src/app/powershell.ts"],
  ldapts: ["src/app/directory.ts"],
  "node:net": SOCKETS,
  "node:tls": SOCKETS,
  "node:dns": SOCKETS,
  "node:http": SOCKETS,
  "node:https": SOCKETS,
  // The fleet writes its authority's certificate for other programs to trust.
  "node:fs": ["src/app/", "src/sim/tls.ts"],
  "node:child_process": ["src/app/exec.ts"],
  "node:os": ["src/app/", "src/sim/tls.ts"],
  // Simulated computers take their time; nothing else pauses but by the clock.
  "node:timers": ["src/sim/"],
  "node:readline": ["src/app/"],
  "node:crypto": ["src/base/", "src/net/", "src/sim/", "src/app/"],
  "node:path": ["src/"],
  "node:url": ["src/"],
  "node:util": ["src/"],
  "node:events": ["src/"],
  "node:stream": ["src/"],
  "node:buffer": ["src/"],
  "node:string_decoder": ["src/"],
  // Tells whose request it is that a package makes.
  "node:async_hooks": ["src/net/lent-sockets.ts"],
};

/** Words that are kept to one place as well. */
export const words: readonly { readonly what: string; readonly pattern: RegExp; readonly where: readonly string[] }[] =
  [
    { what: "the environment", pattern: /\bprocess\.env\b/, where: ["src/app/environment.ts"] },
    { what: "leaving on the spot", pattern: /\bprocess\.(exit|abort|kill|reallyExit)\s*\(/, where: [] },
    { what: "the platform's own HTTP client", pattern: /\bfetch\s*\(|\bnew WebSocket\b/, where: [] },
    { what: "code made from text", pattern: /\beval\s*\(|\bnew Function\s*\(/, where: [] },
    {
      what: "system time",
      pattern: /\bDate\.now\s*\(|\bperformance\.now\s*\(/,
      where: ["src/base/clock.ts", "src/sim/"],
    },
  ];
