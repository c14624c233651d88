import { describe, expect, test } from "vitest";
import { type NameSources, nameResolver } from "../../src/net/names.ts";
import { faultOf } from "./caller-side.ts";

const { signal } = new AbortController();

function failing(code: string) {
  return () => Promise.reject(Object.assign(new Error(code), { code }));
}

const never = () => new Promise<readonly string[]>(() => {});

/** Sources that know nothing, changed as the test wants. */
function resolver(change: Partial<NameSources>) {
  const asked: string[] = [];
  const sources = { ipv4: failing("ENOTFOUND"), ipv6: failing("ENOTFOUND"), system: failing("ENOTFOUND"), ...change };
  const noting = (kind: keyof NameSources) => (name: string) => {
    asked.push(kind);
    return sources[kind](name);
  };
  return { asked, resolve: nameResolver({ ipv4: noting("ipv4"), ipv6: noting("ipv6"), system: noting("system") }) };
}

describe("a name", () => {
  test("that is an address is taken as it is, and nobody is asked", async () => {
    const { asked, resolve } = resolver({});
    expect(await resolve("10.0.0.1", signal)).toEqual(["10.0.0.1"]);
    expect(await resolve("fe80::1", signal)).toEqual(["fe80::1"]);
    expect(asked).toEqual([]);
  });

  test("gives its IPv4 addresses without waiting for a silent IPv6", async () => {
    const { asked, resolve } = resolver({ ipv4: async () => ["10.0.0.1", "10.0.0.2"], ipv6: never });
    expect(await resolve("pc", signal)).toEqual(["10.0.0.1", "10.0.0.2"]);
    expect(asked).not.toContain("system");
  });

  test("gives IPv6 addresses where there are no others", async () => {
    const { resolve } = resolver({ ipv4: failing("ENODATA"), ipv6: async () => ["2001:db8::1"] });
    expect(await resolve("pc", signal)).toEqual(["2001:db8::1"]);
  });

  test("gives eight addresses at most, each once", async () => {
    const many = Array.from({ length: 40 }, (_, index) => `10.0.0.${index % 20}`);
    const { resolve } = resolver({ ipv4: async () => many });
    expect(await resolve("pc", signal)).toEqual(many.slice(0, 8));
  });

  test("that DNS does not know is asked of the operating system, which knows hosts files and search lists", async () => {
    const { resolve } = resolver({ system: async () => ["10.0.0.9"] });
    expect(await resolve("pc", signal)).toEqual(["10.0.0.9"]);
  });

  test("that nobody knows is INV401, which is not tried again", async () => {
    const { resolve } = resolver({});
    expect(await faultOf(resolve("pc-9", signal))).toMatchObject({
      code: "INV401",
      message: "The name pc-9 does not exist.",
      state: "unreachable",
      retryable: false,
      delivered: "no",
    });
  });

  test.each(["ESERVFAIL", "EREFUSED", "EAI_AGAIN"])(
    "is INV402 where the name server says %s, which may pass",
    async (code) => {
      const { resolve } = resolver({ ipv4: failing(code), ipv6: failing(code), system: failing("EAI_AGAIN") });
      expect(await faultOf(resolve("pc", signal))).toMatchObject({
        code: "INV402",
        retryable: true,
        state: "unreachable",
      });
    },
  );

  test("is not asked of the operating system's few threads where the name server is silent", async () => {
    const { asked, resolve } = resolver({ ipv4: failing("ETIMEOUT"), ipv6: failing("ETIMEOUT"), system: never });
    expect(await faultOf(resolve("pc", signal))).toMatchObject({ code: "INV402" });
    expect(asked).not.toContain("system");
  });

  test.each(["ipv4", "system"] as const)("that is being looked up (%s) is let go at once on abort", async (kind) => {
    const controller = new AbortController();
    const { resolve } = resolver({ [kind]: never });
    const work = resolve("pc", controller.signal);
    setImmediate(() => controller.abort(new Error("stop")));
    await expect(work).rejects.toThrow("stop");
  });
});

test("the machine's own sources know localhost", async () => {
  expect(await nameResolver()("localhost", signal)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^127\.|^::1$/)]),
  );
});
