import { describe, expect, it } from "vitest";
import { decodeSealedBody, SEALED_CONTENT_TYPE } from "../../src/net/auth/multipart.ts";
import { deleteRow, readRow, SOAP, trigger } from "./caller.ts";
import { callerOf, ended, raw, truthOf } from "./rough-fleet.ts";

describe("trouble of the wire", () => {
  it("cut: the second answer never comes, and its message was carried out", async () => {
    const caller = await callerOf("wire-cut");
    await caller.sealed(readRow());
    await expect(raw(caller, deleteRow())).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(truthOf("wire-cut").counts.delete).toBe(1);
  });

  it("truncated: the second answer breaks off in the middle", async () => {
    const caller = await callerOf("wire-truncated");
    await caller.sealed(readRow());
    await expect(raw(caller, readRow())).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("forgets: the third message is a 401 and was not carried out", async () => {
    const caller = await callerOf("wire-forgets");
    await caller.sealed(readRow());
    await caller.sealed(readRow());
    expect((await raw(caller, deleteRow())).status).toBe(401);
    expect(truthOf("wire-forgets").counts.delete).toBeUndefined();
    await caller.logOn();
    expect((await caller.sealed(deleteRow())).status).toBe(200);
  });

  it("lost-trigger: the first trigger is carried out and its answer lost; reads and the next trigger are well", async () => {
    const caller = await callerOf("wire-lost-trigger");
    await caller.sealed(readRow());
    await expect(raw(caller, trigger())).rejects.toMatchObject({ code: "ECONNRESET" });
    await caller.logOn();
    expect((await caller.sealed(trigger())).status).toBe(200);
    const results = truthOf("wire-lost-trigger").deeds.filter(({ deed }) => deed === "trigger");
    expect(results.map(({ result }) => result)).toEqual(["queued", "dropped"]);
  });

  it("drops: the third answer of a connection is its last, without a word", async () => {
    const caller = await callerOf("wire-drops");
    expect((await raw(caller, readRow())).headers.connection).toBeUndefined();
    await ended(caller);
    await caller.challenge();
    expect(truthOf("wire-drops").counts.connection).toBe(2);
  });

  it("plain: the answer is not sealed", async () => {
    const answer = await raw(await callerOf("wire-plain"), readRow());
    expect(answer.headers["content-type"]).toBe(SOAP);
    expect(answer.body.toString()).toContain("<s:Envelope");
  });

  it("tampered: the seal does not hold", async () => {
    const caller = await callerOf("wire-tampered");
    const answer = await raw(caller, readRow());
    const parts = decodeSealedBody(answer.headers["content-type"] as string, answer.body);
    expect(() => caller.sealing?.unseal(parts)).toThrow(expect.objectContaining({ code: "INV506" }));
  });

  it("garbage: the answer is nothing that was ever sealed", async () => {
    const answer = await raw(await callerOf("wire-garbage"), readRow());
    expect(answer.headers["content-type"]).toBe(SEALED_CONTENT_TYPE);
    expect(() => decodeSealedBody(SEALED_CONTENT_TYPE, answer.body)).toThrow();
  });

  it("unrelated: the answer relates to another message", async () => {
    const request = readRow();
    const { text } = await (await callerOf("wire-unrelated")).sealed(request);
    const id = /<a:MessageID>([^<]+)</.exec(request)?.[1] as string;
    expect(text).toContain("<a:RelatesTo>");
    expect(text).not.toContain(id);
  });

  it("oversized: far more comes than any answer holds", async () => {
    await expect(raw(await callerOf("wire-oversized"), readRow())).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});
