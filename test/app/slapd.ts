/** OpenLDAP's slapd on loopback, with a directory of its own for one test file. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTls } from "../../src/sim/tls.ts";

/** Attributes and the class that Active Directory has and OpenLDAP's own schema has not: MS-ADA1 and MS-ADA3, by their OIDs. */
const SCHEMA = `attributetype ( 1.2.840.113556.1.4.619 NAME 'dNSHostName' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.8 NAME 'userAccountControl' EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
attributetype ( 1.2.840.113556.1.4.1696 NAME 'lastLogonTimestamp' EQUALITY integerMatch ORDERING integerOrderingMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27 SINGLE-VALUE )
objectclass ( 1.2.840.113556.1.3.30 NAME 'computer' SUP top STRUCTURAL MUST cn MAY ( dNSHostName $ userAccountControl $ lastLogonTimestamp ) )
`;

export const BASE = "dc=corp,dc=example";
export const READER = { username: `cn=reader,${BASE}`, password: "canary-of-the-directory" };

/** Starts one that holds these entries, in LDIF, below the base. */
export async function startSlapd(ldif: string) {
  const folder = await mkdtemp(join(tmpdir(), "invrun-slapd-"));
  const at = (name: string) => join(folder, name);
  const tls = createTls([]);
  await mkdir(at("db"));
  await writeFile(at("key.pem"), tls.key);
  await writeFile(at("cert.pem"), tls.cert);
  await writeFile(at("own.schema"), SCHEMA);
  const lines = [
    ...["core", "cosine"].map((name) => `include /etc/ldap/schema/${name}.schema`),
    `include ${at("own.schema")}`,
    "modulepath /usr/lib/ldap\nmoduleload back_mdb",
    `TLSCertificateFile ${at("cert.pem")}\nTLSCertificateKeyFile ${at("key.pem")}\nTLSCACertificateFile ${tls.ca}`,
    // A page holds no more than Active Directory gives, and a logon is taken over TLS alone.
    "security simple_bind=128",
    `database mdb\nsuffix "${BASE}"\nrootdn "${READER.username}"\nrootpw ${READER.password}\ndirectory ${at("db")}`,
    "maxsize 67108864\nlimits * size.prtotal=unlimited size.pr=1000 size=500",
  ];
  await writeFile(at("slapd.conf"), `${lines.join("\n")}\n`);
  const top = `dn: ${BASE}\nobjectClass: dcObject\nobjectClass: organization\ndc: corp\no: corp\n\n`;
  await writeFile(at("entries.ldif"), top + ldif);
  execFileSync("/usr/sbin/slapadd", ["-q", "-f", at("slapd.conf"), "-l", at("entries.ldif")], { stdio: "pipe" });
  const [plain, secured] = [await freePort(), await freePort()];
  const urls = `ldap://127.0.0.1:${plain}/ ldaps://127.0.0.1:${secured}/`;
  const child = spawn("/usr/sbin/slapd", ["-f", at("slapd.conf"), "-h", urls, "-d", "0"], { stdio: "ignore" });
  await listening(plain);
  return {
    startTls: `ldap://127.0.0.1:${plain}`,
    ldaps: `ldaps://127.0.0.1:${secured}`,
    ca: tls.ca,
    async stop() {
      child.kill("SIGTERM");
      await once(child, "close");
      tls.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** slapd does not tell which port it took, so it is given one that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

async function listening(port: number): Promise<void> {
  for (let round = 0; round < 600; round += 1) {
    const socket = connect(port, "127.0.0.1");
    const stands = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (stands) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("slapd does not listen");
}
