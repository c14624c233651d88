import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DirectoryQuery, listComputers } from "../../src/app/directory.ts";
import { filterMistake } from "../../src/app/directory-filter.ts";
import { Secret } from "../../src/base/secret.ts";
import { slapd } from "../strangers/presence.ts";
import { BASE, READER, startSlapd } from "./slapd.ts";

const { absent, name } = slapd();

const entry = (cn: string, lines: string) => `dn: cn=${cn},${BASE}\nobjectClass: computer\ncn: ${cn}\n${lines}\n\n`;

const MANY = 2_500;
/** Numbers of 18 digits as Active Directory has them: 2026-11-21T00:00:00Z. */
const LOGON = String((BigInt(Date.UTC(2026, 10, 21)) + 11_644_473_600_000n) * 10_000n);

function entries(): string {
  const healthy = Array.from({ length: MANY }, (_, index) => {
    const number = String(index).padStart(4, "0");
    return entry(
      `PC-${number}`,
      `dNSHostName: pc-${number}.corp.example\nuserAccountControl: 4096\nlastLogonTimestamp: ${LOGON}`,
    );
  });
  const disabled = entry("OLD-1", "dNSHostName: old-1.corp.example\nuserAccountControl: 4098");
  const nameless = entry("NEW-1", "userAccountControl: 4096");
  const hostile = entry("BAD-1", "dNSHostName: bad one --limit x\nuserAccountControl: 4096");
  return healthy.join("") + disabled + nameless + hostile;
}

const query = (parts: Partial<DirectoryQuery>): DirectoryQuery => ({
  url: "ldaps://127.0.0.1",
  base: BASE,
  filter: null,
  credential: { username: READER.username, password: new Secret(READER.password) },
  ca: [],
  signal: new AbortController().signal,
  ...parts,
});

describe.skipIf(absent)(`the computers of ${name}`, () => {
  let directory: Awaited<ReturnType<typeof startSlapd>>;
  let ca: readonly string[];
  beforeAll(async () => {
    directory = await startSlapd(entries());
    ca = [readFileSync(directory.ca, "utf8")];
  });
  afterAll(() => directory.stop());

  it.each(["ldaps", "startTls"] as const)(
    "are read page by page by %s, without those that are disabled",
    async (by) => {
      const computers = await listComputers(query({ url: directory[by], ca }));
      expect(computers).toHaveLength(MANY + 2);
      expect(computers.find((one) => one.name === "PC-0042")).toEqual({
        name: "PC-0042",
        dnsName: "pc-0042.corp.example",
        lastLogon: Date.UTC(2026, 10, 21),
      });
      expect(computers.filter((one) => !one.name.startsWith("PC-"))).toEqual([
        { name: "NEW-1", dnsName: null, lastLogon: null },
        { name: "BAD-1", dnsName: null, lastLogon: null },
      ]);
    },
  );

  it("are those that the filter lets through", async () => {
    const filter = "(|(dNSHostName=pc-000*)(&(cn=PC-1234)(!(userAccountControl=2))))";
    const computers = await listComputers(query({ url: directory.ldaps, ca, filter }));
    expect(computers).toHaveLength(11);
  });

  it("are not asked for where the certificate is not trusted, the logon refused, or the base not there", async () => {
    const { ldaps: url } = directory;
    await expect(listComputers(query({ url }))).rejects.toMatchObject({ code: "INV361", exit: 5 });
    const credential = { username: READER.username, password: new Secret("another") };
    await expect(listComputers(query({ url, ca, credential }))).rejects.toMatchObject({ code: "INV362" });
    await expect(listComputers(query({ url, ca, base: `ou=none,${BASE}` }))).rejects.toMatchObject({ code: "INV364" });
  });

  it("have filters that are refused here exactly where slapd refuses them", async () => {
    const filters = ["(cn=a)", "(cn=*)", "(cn=a*b*)", "(cn=\\28)", "(!(cn=a))", "(cn>=a)", "(cn:caseIgnoreMatch:=a)"];
    for (const filter of filters) {
      expect(filterMistake(filter), filter).toBeNull();
      await listComputers(query({ url: directory.ldaps, ca, filter }));
    }
  });
});

describe("a directory that does not do as it should", () => {
  /** Gets nothing but what it asks for in the clear. */
  async function listen(onSocket: (socket: Socket) => void) {
    const heard: Buffer[] = [];
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", (chunk) => void heard.push(chunk));
      onSocket(socket);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return { port, heard: () => Buffer.concat(heard).toString("latin1"), stop: () => server.close() };
  }

  it("and takes no StartTLS is shown no password", async () => {
    // RFC 4511 4.12: an ExtendedResponse with result code 2, protocolError.
    const refusal = (id: number) => Buffer.from([0x30, 12, 2, 1, id, 0x78, 7, 0x0a, 1, 2, 4, 0, 4, 0]);
    const server = await listen((socket) => socket.once("data", (asked) => socket.write(refusal(asked[4] as number))));
    const asked = listComputers(query({ url: `ldap://127.0.0.1:${server.port}` }));
    await expect(asked).rejects.toMatchObject({ code: "INV360" });
    expect(server.heard()).toContain("1.3.6.1.4.1.1466.20037");
    expect(server.heard()).not.toContain(READER.password);
    server.stop();
  });

  it("and answers with thousands of messages at once, before anything is proven, hurts nobody", async () => {
    // RFC 4511 4.5.2: references to nowhere, of which nobody has asked for any; the shortest messages there are.
    const reference = Buffer.from([0x30, 5, 2, 1, 99, 0x73, 0]);
    const many = Buffer.concat(Array.from({ length: 93_000 }, () => reference));
    const server = await listen((socket) => {
      const write = () => {
        while (!socket.destroyed && socket.write(many));
      };
      socket.on("drain", write).once("data", write);
    });
    const asked = listComputers(query({ url: `ldap://127.0.0.1:${server.port}` }));
    await expect(asked).rejects.toMatchObject({ code: "INV360" });
    server.stop();
  });

  it("and is not there, or no address at all, is refused", async () => {
    const server = await listen(() => {});
    server.stop();
    const { port } = server;
    await expect(listComputers(query({ url: `ldaps://127.0.0.1:${port}` }))).rejects.toMatchObject({ code: "INV360" });
    await expect(listComputers(query({ url: "https://dc.corp.example" }))).rejects.toMatchObject({ code: "INV360" });
  });

  it("and says nothing is left when the run is stopped", async () => {
    const stop = new AbortController();
    const server = await listen((socket) => socket.once("data", () => stop.abort(new Error("stopped"))));
    const asked = listComputers(query({ url: `ldap://127.0.0.1:${server.port}`, signal: stop.signal }));
    await expect(asked).rejects.toThrow();
    server.stop();
  });
});

/** RFC 4515 3 and 4. */
describe("a filter", () => {
  it.each([
    "(cn=Babs Jensen)",
    "(!(cn=Tim Howes))",
    "(&(objectClass=Person)(|(sn=Jensen)(cn=Babs J*)))",
    "(o=univ*of*mich*)",
    "(seeAlso=)",
    "(cn:caseExactMatch:=Fred Flintstone)",
    "(sn:dn:2.4.6.8.10:=Barney Rubble)",
    "(:1.2.3:=Wilma Flintstone)",
    "(:DN:2.4.6.8.10:=Dino)",
    "(o=Parens R Us \\28for all your parenthetical needs\\29)",
    "(filename=C:\\5cMyFile)",
    "(sn=Lu\\c4\\8di\\c4\\87)",
  ])("%s is one", (filter) => expect(filterMistake(filter)).toBeNull());

  it.each([
    ["cn=a", 0],
    ["(cn=a", 5],
    ["(cn=a))", 6],
    ["(&)", 2],
    ["(=a)", 1],
    ["(cn=a\\zz)", 5],
    ["(cn=(a))", 4],
  ])("%s is none, from character %i on", (filter, at) => {
    expect(filterMistake(filter)).toMatchObject({ at });
  });

  it("that is none is refused with its place, before anybody is asked", async () => {
    const asked = listComputers(query({ filter: "(cn=PC-*" }));
    await expect(asked).rejects.toMatchObject({ code: "INV363", message: expect.stringContaining("character 9") });
  });

  it("that is nested without end is none", () => {
    expect(filterMistake("(!".repeat(100_000))).toMatchObject({ why: "it is too deep" });
  });
});
