import { describe, expect, test } from "vitest";
import { Sealing } from "../../../src/net/auth/sealing.ts";
import { common, wrapExample } from "../fixtures/nlmp-ntlmv2.ts";

const sessionKey = common.randomSessionKey;

function pair() {
  return [new Sealing({ sessionKey, role: "client" }), new Sealing({ sessionKey, role: "server" })] as const;
}

const texts = ["first", "", "x".repeat(40_000)].map((text) => Buffer.from(text));

describe("sealing ([MS-NLMP] 3.4.3)", () => {
  test("what one side seals the other unseals, both ways, in order", () => {
    const [client, server] = pair();
    for (const text of texts) {
      expect(server.unseal(client.seal(text))).toEqual(text);
      expect(client.unseal(server.seal(text))).toEqual(text);
    }
  });

  test("the server reads the document's example (4.2.4.4)", () => {
    const [, server] = pair();
    const { sealed: data, signature, plain } = wrapExample;
    expect(server.unseal({ data, signature })).toEqual(plain);
  });

  test("sequence numbers count from 0 in each direction", () => {
    const [client, server] = pair();
    const numbers = [client.seal(Buffer.from("a")), client.seal(Buffer.from("b")), server.seal(Buffer.from("c"))];
    expect(numbers.map(({ signature }) => signature.readUInt32LE(12))).toEqual([0, 1, 0]);
  });

  test.each(["signature", "data"] as const)("one bit wrong in the %s is INV506", (part) => {
    const [client, server] = pair();
    const sealed = client.seal(Buffer.from("a message"));
    const last = sealed[part].length - 1;
    sealed[part][last] = (sealed[part][last] as number) ^ 1;
    expect(() => server.unseal(sealed)).toThrow(expect.objectContaining({ code: "INV506", delivered: "maybe" }));
  });

  test("a message that is repeated, skipped or sent back is INV506", () => {
    const broken = expect.objectContaining({ code: "INV506" });
    const [client, server] = pair();
    const first = client.seal(Buffer.from("a"));
    server.unseal(first);
    expect(() => server.unseal(first)).toThrow(broken);
    const [sender, receiver] = pair();
    sender.seal(Buffer.from("lost"));
    const second = sender.seal(Buffer.from("b"));
    expect(() => receiver.unseal(second)).toThrow(broken);
    const [mirror] = pair();
    const own = mirror.seal(Buffer.from("c"));
    expect(() => mirror.unseal(own)).toThrow(broken);
  });

  test("after a mechListMIC the cipher starts anew and the sequence number goes on ([MS-SPNG] 3.3.5.1)", () => {
    const [client, server] = pair();
    const list = Buffer.from("300c060a2b06010401823702020a", "hex");
    expect(server.verifyMechList(list, client.signMechList(list))).toBe(true);
    expect(client.verifyMechList(list, server.signMechList(list))).toBe(true);
    const sealed = client.seal(wrapExample.plain);
    expect(sealed.data).toEqual(wrapExample.sealed);
    expect(sealed.signature.readUInt32LE(12)).toBe(1);
    expect(server.unseal(sealed)).toEqual(wrapExample.plain);
  });

  test("a mechListMIC over another list does not hold", () => {
    const [client, server] = pair();
    const mic = client.signMechList(Buffer.from("one"));
    expect(server.verifyMechList(Buffer.from("two"), mic)).toBe(false);
    expect(server.verifyMechList(Buffer.from("two"), Buffer.alloc(3))).toBe(false);
  });
});
