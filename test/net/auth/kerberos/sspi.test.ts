import koffi from "koffi";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../../src/base/fault.ts";
import type { KerberosContext } from "../../../../src/net/auth/kerberos/kerberos.ts";
import { kerberosOf, openSspi } from "../../../../src/net/auth/kerberos/sspi.ts";
import type { KerberosError } from "../../../../src/net/auth/kerberos/trouble.ts";
import { importsOf } from "../../../house/imports.ts";
import { modulesBelow } from "../../../house/tree.ts";
import { AES, ChannelBindings, type Leg, type Seen, windows } from "./sspi-windows.ts";

/** sspi.h: ISC_REQ_MUTUAL_AUTH, REPLAY_DETECT, SEQUENCE_DETECT, CONFIDENTIALITY, INTEGRITY. */
const FLAGS = 0x2 | 0x4 | 0x8 | 0x10 | 0x1_0000;
/** winerror.h. */
const SEC_I_CONTINUE_NEEDED = 0x0009_0312;
const SEC_E_TARGET_UNKNOWN = 0x8009_0303;
const SEC_E_LOGON_DENIED = 0x8009_030c;
const SEC_E_CONTEXT_EXPIRED = 0x8009_0317;
/** sspi.h: SECBUFFER_*. */
const [DATA, TOKEN, PADDING, BINDINGS] = [1, 2, 9, 14];

const HOST = "pc1.corp.example";
const CURRENT = { by: "cache", principal: "", cache: null } as const;
const ADA = { by: "password", principal: "ada\\@home@CORP.EXAMPLE", password: "pä$$" } as const;
const TWO_LEGS: readonly Leg[] = [
  { status: SEC_I_CONTINUE_NEEDED, token: Buffer.from("first") },
  { status: 0, token: Buffer.alloc(0) },
];

/** A logon of the current user's, its first leg given and its last taken. */
async function loggedOn(legs = TWO_LEGS, sealing = AES, channelBinding: Buffer | null = null) {
  const { sspi, called } = windows(legs, sealing);
  const account = await kerberosOf(sspi).acquire(CURRENT);
  const context = account.begin({ host: HOST, channelBinding });
  const first = await context.step(null);
  const last = await context.step(Buffer.from("reply"));
  return { context, called, first, last };
}

const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: KerberosError) => error,
  );

const faultOf = (work: () => unknown) => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as Fault).code;
  }
};

describe("Kerberos by Windows itself (functions that answer as Microsoft's pages say; no Windows was at hand)", () => {
  it("takes whoever is signed in, and asks for the service of the host with the flags of sspi.h", async () => {
    const { context, called, first, last } = await loggedOn();
    expect([first?.toString(), last, context.complete]).toEqual(["first", null, true]);
    context.close();
    context.close();
    expect(called).toEqual([
      { name: "package", values: ["Kerberos"] },
      { name: "free buffer", values: [true] },
      // SECPKG_CRED_OUTBOUND; no principal, no logon id, and nobody named: the current user.
      { name: "acquire", values: [null, "Kerberos", 2, null, null, null, 8] },
      { name: "initialize", values: [1, null, `HTTP/${HOST}`, FLAGS, null] },
      { name: "initialize", values: [1, 2, `HTTP/${HOST}`, FLAGS, [{ type: TOKEN, bytes: Buffer.from("reply") }]] },
      { name: "delete", values: [2] },
    ]);
  });

  it("binds each leg to the channel of TLS, behind a header of 32 bytes", async () => {
    const binding = Buffer.from("tls-server-end-point:0123456789");
    const { called } = await loggedOn(TWO_LEGS, AES, binding);
    const legs = called.filter(({ name }) => name === "initialize").map(({ values }) => values.at(-1) as Seen[]);
    expect(legs.map((buffers) => buffers.map(({ type }) => type))).toEqual([[BINDINGS], [TOKEN, BINDINGS]]);
    for (const buffers of legs) {
      const { bytes } = buffers.at(-1) as Seen;
      const header = koffi.decode(koffi.address(bytes), ChannelBindings);
      const { cbApplicationDataLength: length, dwApplicationDataOffset: offset, ...others } = header;
      expect(offset).toBe(koffi.sizeof(ChannelBindings));
      expect(bytes.subarray(offset, offset + length)).toEqual(binding);
      expect(bytes).toHaveLength(offset + length);
      expect(new Set(Object.values(others))).toEqual(new Set([0]));
    }
  });

  it("seals a message into a token as long as the trailer, and data as long as the message", async () => {
    const { context, called } = await loggedOn();
    const plain = Buffer.from("<s:Envelope/>");
    const sealed = context.seal(plain);
    expect(sealed.signature).toEqual(AES.header);
    expect(sealed.data).toHaveLength(plain.length);
    expect(plain.toString()).toBe("<s:Envelope/>");
    const buffers = [
      { type: TOKEN, bytes: Buffer.alloc(60) },
      { type: DATA, bytes: plain },
      { type: PADDING, bytes: Buffer.alloc(1) },
    ];
    // SECPKG_ATTR_SIZES is 0.
    expect(called.slice(-2)).toEqual([
      { name: "query", values: [0] },
      { name: "encrypt", values: [2, 0, 0, buffers] },
    ]);
    expect(context.unseal(sealed)).toEqual(plain);
    expect(called.at(-1)).toEqual({
      name: "decrypt",
      values: [
        0,
        [
          { type: TOKEN, bytes: sealed.signature },
          { type: DATA, bytes: sealed.data },
        ],
      ],
    });
    expect(context.seal(Buffer.alloc(0)).data).toHaveLength(0);
  });

  it("takes no answer that was altered, or only signed (SECQOP_WRAP_NO_ENCRYPT)", async () => {
    const { context } = await loggedOn();
    const sealed = context.seal(Buffer.from("text"));
    expect(faultOf(() => context.unseal({ ...sealed, signature: Buffer.alloc(60) }))).toBe("INV506");
    expect(faultOf(() => context.unseal({ signature: Buffer.alloc(0), data: Buffer.alloc(0) }))).toBe("INV506");
    const signed = await loggedOn(TWO_LEGS, { ...AES, quality: 0x8000_0001 });
    expect(faultOf(() => signed.context.unseal(sealed))).toBe("INV506");
  });

  it("seals with nothing but AES: RFC 4757 tokens begin with 60, and pad", async () => {
    const rc4 = await loggedOn(TWO_LEGS, { ...AES, header: Buffer.alloc(45, 0x60) });
    expect(faultOf(() => rc4.context.seal(Buffer.from("text")))).toBe("INV524");
    const padded = await loggedOn(TWO_LEGS, { ...AES, padding: 1 });
    expect(faultOf(() => padded.context.seal(Buffer.from("text")))).toBe("INV524");
  });

  it("holds the host's signature over the mechanisms against the text", async () => {
    const { context, called } = await loggedOn();
    const text = Buffer.from("mechanisms");
    expect(context.verify(text, Buffer.from("signed"))).toBe(true);
    const buffers = [
      { type: DATA, bytes: text },
      { type: TOKEN, bytes: Buffer.from("signed") },
    ];
    expect(called.at(-1)).toEqual({ name: "verify", values: [0, buffers] });
    expect(context.verify(text, Buffer.from("forged"))).toBe(false);
  });

  it("is a host that is not proven where Windows does not grant all that was asked for", async () => {
    const short = [TWO_LEGS[0] as Leg, { status: 0, granted: FLAGS & ~0x2 }];
    expect(await errorOf(loggedOn(short))).toMatchObject({ trouble: "host-unproven" });
  });

  it("says that a logon has run out where Windows says so of its context", async () => {
    const { sspi } = windows(TWO_LEGS);
    const ended = Object.assign(() => SEC_E_CONTEXT_EXPIRED, { async: () => {} });
    const account = await kerberosOf({ ...sspi, functions: { ...sspi.functions, encrypt: ended } }).acquire(CURRENT);
    const context = account.begin({ host: HOST, channelBinding: null });
    await context.step(null);
    await context.step(Buffer.from("reply"));
    expect(faultOf(() => context.seal(Buffer.from("text")))).toBe("INV510");
  });

  it("gives a context back that is closed while it is being made, once that is done", async () => {
    const { sspi, called } = windows(TWO_LEGS);
    const account = await kerberosOf(sspi).acquire(CURRENT);
    const context: KerberosContext = account.begin({ host: HOST, channelBinding: null });
    const step = context.step(null);
    context.close();
    expect(called.map(({ name }) => name)).not.toContain("delete");
    await step;
    expect(called.at(-1)).toEqual({ name: "delete", values: [2] });
  });
});

describe("A name and a password, for Windows", () => {
  it("are judged at once, by a ticket for the ticket-granting service, and written over afterwards", async () => {
    const { sspi, called } = windows([{ status: SEC_I_CONTINUE_NEEDED, token: Buffer.from("ticket") }]);
    const given: Buffer[] = [];
    const held: Buffer[] = [];
    const acquire = Object.assign(() => 0, {
      async: (...values: readonly unknown[]) => {
        const whom = values[4] as Buffer;
        held.push(whom);
        const texts = [0, 16, 32].map((at) => whom.readBigUInt64LE(at));
        given.push(...texts.map((at) => Buffer.from(koffi.view(at, 4))));
        sspi.functions.acquire.async(...values);
      },
    });
    await kerberosOf({ ...sspi, functions: { ...sspi.functions, acquire } }).acquire(ADA);
    expect(called.slice(2)).toEqual([
      { name: "acquire", values: [null, "Kerberos", 2, null, null, null, 8] },
      // SEC_WINNT_AUTH_IDENTITY_UNICODE
      { name: "as", values: ["ada@home", "CORP.EXAMPLE", "pä$$", 2] },
      { name: "initialize", values: [1, null, "krbtgt/CORP.EXAMPLE", FLAGS, null] },
      { name: "delete", values: [2] },
    ]);
    expect(held).toHaveLength(1);
    expect(given).toEqual([Buffer.alloc(4), Buffer.alloc(4), Buffer.alloc(4)]);
  });

  it("are good where the service alone is unknown", async () => {
    const { sspi } = windows([{ status: SEC_E_TARGET_UNKNOWN }]);
    expect(await kerberosOf(sspi).acquire(ADA)).toMatchObject({ lifetimeMs: Number.POSITIVE_INFINITY });
  });

  it("are refused before any host is asked, and their handle is given back", async () => {
    const { sspi, called } = windows([{ status: SEC_E_LOGON_DENIED }]);
    expect(await errorOf(kerberosOf(sspi).acquire(ADA))).toMatchObject({ trouble: "password-wrong", refused: true });
    expect(called.at(-1)).toEqual({ name: "free credentials", values: [1] });
  });
});

describe("What Windows has no tickets for", () => {
  it.each([
    { by: "keytab", principal: "robot@CORP.EXAMPLE", keytab: "C:\\robot.keytab" },
    { by: "cache", principal: "", cache: "FILE:C:\\tickets" },
    { by: "cache", principal: "bob@CORP.EXAMPLE", cache: null },
  ] as const)("is said to be so, and nobody is asked: $by $principal", async (source) => {
    const { sspi, called } = windows([]);
    expect(await errorOf(kerberosOf(sspi).acquire(source))).toMatchObject({ trouble: "source-unsupported" });
    expect(called.map(({ name }) => name)).toEqual(["package", "free buffer"]);
  });
});

describe.skipIf(process.platform !== "win32")("On Windows (skipped elsewhere)", () => {
  it("there are secur32.dll, all of its functions, and package Kerberos", async () => {
    expect(await openSspi()).toMatchObject({ defaultRealm: null });
  });
});

describe("Elsewhere than on Windows", () => {
  it("nothing of it is loaded: one import leads to it, and is asked for there alone", () => {
    const modules = modulesBelow("src");
    const isSspi = (path: string) => /\/sspi[^/]*\.ts$/.test(path);
    const from = modules.flatMap(importsOf).filter(({ to, from }) => isSspi(to) && !isSspi(from));
    expect(from.map(({ from }) => from)).toEqual(["src/net/auth/kerberos/open-library.ts"]);
    const door = modules.find(({ path }) => path === "src/net/auth/kerberos/open-library.ts");
    expect(door?.text).toMatch(/"win32"\s*\? import\("\.\/sspi\.ts"\)/);
  });

  it.skipIf(process.platform === "win32")(
    "there is no secur32.dll, which is said like any missing library",
    async () => {
      expect(await errorOf(openSspi())).toMatchObject({ trouble: "no-library", wanting: true });
    },
  );
});
