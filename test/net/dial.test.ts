import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { Fault } from "../../src/base/fault.ts";
import { type DialOptions, dial, dialFault } from "../../src/net/dial.ts";
import { faultOf } from "./caller-side.ts";
import { scriptedHost } from "./scripted-host.ts";

const resolveNothing = () => new Promise<readonly string[]>(() => {});

function options(change: Partial<DialOptions>): DialOptions {
  const resolve = resolveNothing;
  const { signal } = new AbortController();
  return { name: "pc-1", address: "127.0.0.1", port: 1, connectTimeoutMs: 5_000, resolve, signal, ...change };
}

/** A port of loopback on which nothing listens. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("dialling", () => {
  test("takes the first address that answers, one after the other", async () => {
    const host = await scriptedHost([() => {}]);
    const resolve = async () => ["127.0.0.77", "127.0.0.1"];
    const socket = await dial(options({ address: "pc-1", port: host.port, resolve }));
    expect(socket.remoteAddress).toBe("127.0.0.1");
    socket.destroy();
  });

  test("a port on which nothing listens is INV403, which may be tried again", async () => {
    const port = await deadPort();
    expect(await faultOf(dial(options({ port })))).toMatchObject({
      code: "INV403",
      message: `pc-1 (127.0.0.1), port ${port}, refused the connection.`,
      state: "unreachable",
      retryable: true,
      delivered: "no",
    });
  });

  test("names count in the connect timeout: INV404, which is not tried again", async () => {
    expect(await faultOf(dial(options({ address: "pc-1", connectTimeoutMs: 20 })))).toMatchObject({
      code: "INV404",
      message: "pc-1 took no connection on port 1 within 20ms.",
      retryable: false,
      state: "unreachable",
    });
  });

  test("ends at once when it is stopped", async () => {
    const controller = new AbortController();
    const work = faultOf(dial(options({ address: "pc-1", signal: controller.signal })));
    controller.abort();
    expect(await work).toMatchObject({ code: "INV901", state: "stopped", delivered: "no" });
    const stopped = dial(options({ port: await deadPort(), signal: AbortSignal.abort() }));
    expect(await faultOf(stopped)).toMatchObject({ code: "INV901" });
  });

  test("keeps the fault that a resolver met", async () => {
    const resolve = () => Promise.reject(new Fault("INV401", "The name pc-1 does not exist."));
    expect(await faultOf(dial(options({ address: "pc-1", resolve })))).toMatchObject({ code: "INV401" });
  });
});

describe("an error of the operating system", () => {
  test.each([
    ["ETIMEDOUT", "INV404", "pc-1 took no connection in time."],
    ["EHOSTUNREACH", "INV405", "pc-1 cannot be reached from here (EHOSTUNREACH)."],
    ["ENETUNREACH", "INV405", "pc-1 cannot be reached from here (ENETUNREACH)."],
    ["EMFILE", "INV417", "This computer could not open a connection to pc-1 (EMFILE)."],
    ["ECONNRESET", "INV406", "pc-1 broke the connection off (ECONNRESET)."],
  ])("%s is %s", (code, fault, message) => {
    expect(dialFault(Object.assign(new Error(code), { code }), "pc-1")).toMatchObject({ code: fault, message });
  });
});
