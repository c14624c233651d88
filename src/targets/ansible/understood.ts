/**
 * What an inventory says of how a host is reached (Ansible, the connection plugins `winrm` and `psrp`, "Parameters"), as far
 * as a run can go by it. docs/targets.md has the table.
 */
import type { DiagnosticCode } from "../../base/codes/index.ts";
import type { Span } from "../../model/selection.ts";
import { isMap } from "../../text/document.ts";
import { VAULTED } from "../../text/foreign-yaml.ts";
import type { Report } from "../report.ts";
import type { Variable } from "./inventory.ts";

type Variables = ReadonlyMap<string, Variable>;

/** How an inventory has a host reached. */
export interface Reach {
  /** The connection that Ansible would use; null where it says none. */
  readonly connection: string | null;
  /** Null where the name is to be resolved. */
  readonly address: Variable | null;
  readonly port: number | null;
  /** By HTTPS. */
  readonly tls: boolean;
  readonly anyIdentity: boolean;
}

/** The variables of each plugin; of two the later one wins. */
const PLUGINS = {
  winrm: {
    address: ["ansible_host", "ansible_winrm_host"],
    port: ["ansible_port", "ansible_winrm_port"],
    scheme: ["ansible_winrm_scheme"],
    path: ["ansible_winrm_path"],
    validation: ["ansible_winrm_server_cert_validation"],
  },
  psrp: {
    address: ["ansible_host", "ansible_psrp_host"],
    port: ["ansible_port", "ansible_psrp_port"],
    scheme: ["ansible_psrp_protocol"],
    path: ["ansible_psrp_path"],
    validation: ["ansible_psrp_cert_validation"],
  },
} as const;

/** Our own word in an inventory: whether the name is an alias. */
const IDENTITY = "invrun_identity";

const HTTPS_PORT = 5986;
const MOST_PORT = 65_535;

/** Names that a run goes by, whichever plugin they are of. */
export const UNDERSTOOD: ReadonlySet<string> = new Set([
  ...Object.values(PLUGINS).flatMap((names) => Object.values(names).flat()),
  "ansible_connection",
  IDENTITY,
]);

/** The connection of a host, without the name of Ansible's own collection. */
export function connectionOf(variables: Variables, report: ReportVariable): string | null {
  const text = textOf(variables, ["ansible_connection"], report);
  return text === null ? null : text.toLowerCase().replace(/^ansible\.(?:builtin|legacy)\./, "");
}

/** Reports a variable's mistake at its place, once. */
export type ReportVariable = (
  code: DiagnosticCode,
  variable: Variable,
  message: string,
  more?: Parameters<Report>[3],
) => void;

/** How a host is reached. What a run cannot honour and must not pass over is reported. */
export function reachOf(variables: Variables, connection: string | null, report: ReportVariable): Reach {
  const names = connection === "psrp" ? PLUGINS.psrp : PLUGINS.winrm;
  const address = settled(variables, names.address, report);
  const port = portOf(variables, names.port, report);
  const scheme = textOf(variables, names.scheme, report)?.toLowerCase() ?? null;
  checkPath(variables, names.path, report);
  checkValidation(variables, names.validation, report);
  const identity = settled(variables, [IDENTITY], report);
  if (identity !== null && identity.value !== "any" && identity.value !== "own")
    report("INV224", identity, `\`${IDENTITY}\` is \`own\` or \`any\``);
  if (address !== null && typeof address.value !== "string") report("INV224", address, "this is no address");
  return {
    connection,
    address: address !== null && typeof address.value === "string" ? address : null,
    port,
    tls: scheme === null ? port === HTTPS_PORT : scheme === "https",
    anyIdentity: identity?.value === "any",
  };
}

/** The last of these variables that is set to something that stands for itself. */
function settled(variables: Variables, names: readonly string[], report: ReportVariable): Variable | null {
  const name = names.findLast((each) => variables.has(each));
  const variable = name === undefined ? undefined : variables.get(name);
  if (variable === undefined || variable.value === null || variable.value === "") return null;
  const { value } = variable;
  if (isMap(value) && Object.hasOwn(value, VAULTED)) {
    report("INV223", variable, `\`${name}\` is sealed by Ansible Vault`);
    return null;
  }
  if (typeof value === "string" && /\{[{%]/.test(value)) {
    report("INV223", variable, `\`${name}\` is a template`);
    return null;
  }
  return variable;
}

function textOf(variables: Variables, names: readonly string[], report: ReportVariable): string | null {
  const variable = settled(variables, names, report);
  return variable === null ? null : String(variable.value);
}

function portOf(variables: Variables, names: readonly string[], report: ReportVariable): number | null {
  const variable = settled(variables, names, report);
  if (variable === null) return null;
  const port = /^\d{1,5}$/.test(String(variable.value)) ? Number(variable.value) : 0;
  if (port >= 1 && port <= MOST_PORT) return port;
  report("INV224", variable, `a port is a number from 1 to ${MOST_PORT}`);
  return null;
}

function checkPath(variables: Variables, names: readonly string[], report: ReportVariable): void {
  const variable = settled(variables, names, report);
  if (variable === null || /^\/?wsman\/?$/i.test(String(variable.value))) return;
  report("INV224", variable, `\`${names[0]}\` is another path than \`/wsman\`, which no client of ConfigMgr has`);
}

const UNVERIFIED: readonly string[] = ["ignore", "false", "no", "0"];

function checkValidation(variables: Variables, names: readonly string[], report: ReportVariable): void {
  const variable = settled(variables, names, report);
  if (variable === null || !UNVERIFIED.includes(String(variable.value).toLowerCase())) return;
  report("INV227", variable, `\`${names[0]}\` asks that certificates are not looked at`);
}

/** Variables about reaching a host that a run does not go by, in two kinds. */
export function passedOver(name: string): "account" | "connection" | null {
  if (UNDERSTOOD.has(name)) return null;
  if (/^ansible_(?:winrm_|psrp_)?user$/.test(name)) return "account";
  return /^ansible_(?:winrm|psrp)_/.test(name) ? "connection" : null;
}

/** Where a variable stands, in a list of this source; null where that is another file. */
export function placeIn({ from, to, source }: Variable, of: Variable["source"]): Span | null {
  return source === of ? { from, to } : null;
}
