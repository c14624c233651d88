import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Fleet, namesOf, startFleet } from "../fleet.ts";
import type { Workshop } from "../workshop.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { FORCE, LOOK, REST_MS } from "./script.ts";

/** Hosts that Ansible works on at one time. */
const FORKS = 10;

/** NTLM needs MD4, which OpenSSL 3 keeps apart. */
const OPENSSL_CNF = `openssl_conf = init
[init]
providers = providers
[providers]
default = active
legacy = active
[active]
activate = 1
`;

/** The simulated names are in no DNS; a client is known by the name in its Host header. */
const SITE_CUSTOMIZE = `import socket
look_up = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **named: look_up(
    "127.0.0.1" if str(host).endswith(".fleet.example") else host, *rest, **named)
`;

/** What a command cost with all that it started. */
const COST = `import json, resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump({"cpuMs": (used.ru_utime + used.ru_stime) * 1000}, open(sys.argv[1], "w"))
sys.exit(code)
`;

/** Why it cannot be measured here, or null. */
export function ansibleMissing(): string | null {
  const python = pythonOfAnsible();
  if (python === null) return "Ansible is not installed";
  return spawnSync(python, ["-c", "import winrm"]).status === 0 ? null : "Ansible's Python has no winrm";
}

/** The job by Ansible: a raw task to force, a pause, one to look. NTLM with sealed messages, as it does by default. */
export async function measureAnsible(workshop: Workshop, clients: number): Promise<Figures> {
  const fleet = await startFleet(workshop, clients);
  try {
    const room = await furnish(workshop, fleet.said);
    const start = await play(room, ["--list-tasks"]);
    const whole = await play(room, []);
    return await figuresOf(fleet.said, { cpuMs: whole.cpuMs - start.cpuMs, wallMs: whole.wallMs });
  } finally {
    await fleet.end();
  }
}

/** Where everything lies that Ansible reads. */
async function furnish(workshop: Workshop, fleet: Fleet): Promise<string> {
  const room = join(workshop.folder, "ansible");
  await mkdir(room);
  const names = await namesOf(fleet);
  const vars = {
    ansible_connection: "winrm",
    ansible_port: fleet.port,
    ansible_winrm_scheme: "http",
    ansible_winrm_transport: "ntlm",
    ansible_user: fleet.username,
    ansible_password: fleet.password,
  };
  const inventory = { all: { hosts: Object.fromEntries(names.map((name) => [name, {}])), vars } };
  const tasks = [
    { "ansible.builtin.raw": FORCE },
    { "ansible.builtin.pause": { seconds: REST_MS / 1_000 } },
    { "ansible.builtin.raw": LOOK },
  ];
  // JSON is YAML.
  await writeFile(join(room, "inventory.yml"), JSON.stringify(inventory));
  await writeFile(join(room, "play.yml"), JSON.stringify([{ hosts: "all", gather_facts: false, tasks }]));
  await writeFile(join(room, "openssl.cnf"), OPENSSL_CNF);
  await writeFile(join(room, "sitecustomize.py"), SITE_CUSTOMIZE);
  await writeFile(join(room, "cost.py"), COST);
  return room;
}

/** Runs the playbook to its end. `cpuMs` is of all its processes. Throws where it fails. */
async function play(
  room: string,
  flags: readonly string[],
): Promise<{ readonly cpuMs: number; readonly wallMs: number }> {
  const began = performance.now();
  const args = ["cost.py", "cost.json", "ansible-playbook", "-i", "inventory.yml", "play.yml", ...flags];
  const env = {
    ...process.env,
    ANSIBLE_FORKS: String(FORKS),
    ANSIBLE_LOCALHOST_WARNING: "false",
    ANSIBLE_HOME: join(room, "home"),
    OPENSSL_CONF: join(room, "openssl.cnf"),
    PYTHONPATH: room,
  };
  const child = spawn(pythonOfAnsible() as string, args, { cwd: room, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => (said = `${said}${text}`.slice(-3_000)));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`ansible-playbook ended with ${code}:\n${said}`);
  const { cpuMs } = JSON.parse(await readFile(join(room, "cost.json"), "utf8")) as { readonly cpuMs: number };
  return { cpuMs, wallMs: performance.now() - began };
}

function pythonOfAnsible(): string | null {
  const { status, stdout } = spawnSync("ansible-playbook", ["--version"], { encoding: "utf8" });
  return status === 0 ? (/^\s*python version = .*\((\/[^)]+)\)\s*$/m.exec(stdout)?.[1] ?? null) : null;
}
