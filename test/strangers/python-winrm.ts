/** Debian's python3-winrm, run in a child. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runForeign } from "./foreign.ts";
import { PYTHON } from "./presence.ts";

const SCRIPT = fileURLToPath(new URL("./python-winrm.py", import.meta.url));

/** Debian's NTLM wants MD4, which OpenSSL 3 has in its legacy provider alone. */
const WITH_MD4 = `openssl_conf = start
[start]
providers = both
[both]
default = on
legacy = on
[on]
activate = 1
`;

/** What is run, and how. */
export interface Asked {
  readonly shell: "cmd" | "ps";
  readonly line: string;
  readonly password?: string;
  readonly encryption?: "always" | "never" | "auto";
}

/** Where it is run, and as whom: of the domain FLEET. */
export interface Host {
  /** For its configuration. */
  readonly folder: string;
  readonly port: number;
  readonly ca: string | null;
  readonly username: string;
  readonly password: string;
}

/** What the script prints: what came of the line, or that it was refused. */
export async function ask(host: Host, { shell, line, ...rest }: Asked): Promise<unknown> {
  const { folder, port, ca, username, password } = host;
  const config = join(folder, "openssl.cnf");
  await writeFile(config, WITH_MD4);
  const url = `${ca === null ? "http" : "https"}://localhost:${port}/wsman`;
  const encryption = ca === null ? "always" : "auto";
  const asked = { url, user: `FLEET\\${username}`, password, ca, encryption, shell, line, ...rest };
  const env = { OPENSSL_CONF: config, PYTHONWARNINGS: "ignore" };
  const { out, err } = await runForeign(PYTHON, [SCRIPT, JSON.stringify(asked)], { cwd: folder, env });
  if (out === "") throw new Error(err);
  return JSON.parse(out);
}
