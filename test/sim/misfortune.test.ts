import { describe, expect, it } from "vitest";
import { seededRandom } from "../../src/base/random.ts";
import { drawTroubles } from "../../src/sim/draw-trouble.ts";
import { isDoneTrouble, Misfortune, troubleShapes } from "../../src/sim/trouble.ts";

const DELETE = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete";
const GET = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get";

describe("misfortune", () => {
  it("strikes from the message it is due at, as often as it does", () => {
    const bad = new Misfortune([{ shape: "cut", from: 2, times: 2 }]);
    expect([GET, DELETE, GET, GET].map((action) => bad.strike(action))).toEqual([null, "cut", "cut", null]);
  });

  it("counts only messages of its action, where it has one", () => {
    const bad = new Misfortune([{ shape: "cut", from: 1, times: 1, only: "Delete" }]);
    expect([GET, DELETE, DELETE].map((action) => bad.strike(action))).toEqual([null, "cut", null]);
  });

  it("counts connections, logons and messages each for itself", () => {
    const bad = new Misfortune([
      { shape: "resets", from: 2, times: 1 },
      { shape: "logon-mute", from: 1, times: 1 },
      { shape: "busy", from: 1, times: Number.POSITIVE_INFINITY },
    ]);
    expect([bad.strikeConnection(), bad.strikeConnection(), bad.strikeConnection()]).toEqual([null, "resets", null]);
    expect([bad.strikeLogon(), bad.strikeLogon()]).toEqual(["logon-mute", null]);
    expect([bad.strike(GET), bad.strike("")]).toEqual(["busy", "busy"]);
  });

  it("of two troubles at one message the first strikes, and both have had it", () => {
    const bad = new Misfortune([
      { shape: "cut", from: 1, times: 1 },
      { shape: "drips", from: 1, times: 2 },
    ]);
    expect([bad.strike(GET), bad.strike(GET), bad.strike(GET)]).toEqual(["cut", "drips", null]);
  });
});

describe("trouble that is drawn", () => {
  const draw = (seed: number) => drawTroubles(["connections", "logons", "undone", "done", "any"], seededRandom(seed));

  it("is the same for the same seed, one of each part", () => {
    expect(draw(4)).toEqual(draw(4));
    expect(draw(4)).not.toEqual(draw(5));
    const [connection, logon, undone, done] = draw(6).map(({ shape }) => shape);
    expect(connection).toSatisfy((shape: string) => shape in troubleShapes.connections);
    expect(logon).toSatisfy((shape: string) => shape in troubleShapes.logons);
    expect(undone).toSatisfy((shape: string) => shape in troubleShapes.undone);
    expect(isDoneTrouble(done ?? "busy")).toBe(true);
  });

  it("is every shape there is, now and then, once and for good, early and late", () => {
    const drawn = Array.from({ length: 2_000 }, (_, seed) => draw(seed)).flat();
    const shapes = Object.values(troubleShapes).flatMap((part) => Object.keys(part));
    expect(new Set(drawn.map(({ shape }) => shape))).toEqual(new Set(shapes));
    expect(new Set(drawn.map(({ times }) => times))).toEqual(new Set([1, 2, 3, Number.POSITIVE_INFINITY]));
    expect(Math.max(...drawn.map(({ from }) => from))).toBe(10);
  });
});
