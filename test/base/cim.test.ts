import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CimInstance,
  type CimValue,
  cimArray,
  cimBoolean,
  cimDatetime,
  cimString,
  cimUint32,
  formatPath,
  parseCimDatetime,
  property,
} from "../../src/base/cim.ts";

const instance = (properties: Readonly<Record<string, CimValue>>): CimInstance => ({
  kind: "instance",
  className: "X",
  properties: new Map(Object.entries(properties)),
});

describe("formatPath", () => {
  it("writes class, singleton and keyed paths as WMI does", () => {
    const namespace = "root\\ccm\\invagt";
    expect(formatPath({ namespace, className: "SMS_Client" })).toBe("root\\ccm\\invagt:SMS_Client");
    expect(formatPath({ namespace, className: "A", keys: { K: "{1}", L: "" } })).toBe(
      'root\\ccm\\invagt:A.K="{1}",L=""',
    );
  });

  it("escapes quotes and backslashes in key values, as WMI object paths want it", () => {
    expect(formatPath({ namespace: "root", className: "A", keys: { K: 'C:\\"x"' } })).toBe('root:A.K="C:\\\\\\"x\\""');
  });
});

describe("properties", () => {
  it("are found without regard to case, the exact name first", () => {
    const both = instance({ name: "a", Name: "b" });
    expect(property(both, "Name")).toBe("b");
    expect(property(both, "NAME")).toBe("a");
    expect(property(both, "other")).toBeNull();
  });

  it("read as text, number, truth value and list", () => {
    const x = instance({ T: "text", N: "4294967295", B: " TRUE ", Z: "0", L: ["a", null], I: null });
    expect(cimString(x, "t")).toBe("text");
    expect(cimString(x, "L")).toBeNull();
    expect(cimUint32(x, "n")).toBe(4_294_967_295);
    expect([cimBoolean(x, "b"), cimBoolean(x, "z"), cimBoolean(x, "t")]).toEqual([true, false, null]);
    expect([cimArray(x, "l"), cimArray(x, "t"), cimArray(x, "i")]).toEqual([["a", null], ["text"], []]);
  });

  it.each(["4294967296", "-1", "1.0", "0x10", "", "1e3", "99999999999"])("%j is no uint32", (text) => {
    expect(cimUint32(instance({ N: text }), "N")).toBeNull();
  });

  it("read a datetime from its element or from text, and nothing else", () => {
    const parsed = parseCimDatetime("2013-04-15T16:28:43Z");
    const x = instance({ A: parsed, B: "20130415162843.000000+000", C: ["x"], D: null, E: instance({}) });
    expect(cimDatetime(x, "A")).toBe(parsed);
    expect(cimDatetime(x, "B")?.micros).toBe(parsed?.micros);
    expect(["C", "D", "E"].map((name) => cimDatetime(x, name))).toEqual([null, null, null]);
  });
});

describe("parseCimDatetime", () => {
  // The microseconds are those of GNU date: date -u -d '…' +%s.
  it.each([
    ["2013-04-15T16:28:43.488171Z", 1_366_043_323_488_171n, 0],
    ["2013-04-15T16:28:43Z", 1_366_043_323_000_000n, 0],
    ["2013-04-15T16:28:43.4881719Z", 1_366_043_323_488_171n, 0],
    ["2013-04-15T16:28:43.5+09:00", 1_366_010_923_500_000n, 540],
    ["2013-04-15T16:28:43-03:30", 1_366_055_923_000_000n, -210],
    ["2013-04-15T16:28:43", 1_366_043_323_000_000n, null],
    [" 2013-04-15T16:28:43Z\n", 1_366_043_323_000_000n, 0],
    ["1601-01-01T00:00:00Z", -11_644_473_600_000_000n, 0],
    ["0001-01-01T00:00:00Z", -62_135_596_800_000_000n, 0],
    ["2016-12-31T23:59:60Z", 1_483_228_800_000_000n, 0],
    ["20130415162843.488171+000", 1_366_043_323_488_171n, 0],
    ["20130415162843.488171-300", 1_366_061_323_488_171n, -300],
    ["20130415162843.000000****", 1_366_043_323_000_000n, null],
  ])("reads %j", (text, micros, zone) => {
    expect(parseCimDatetime(text)).toEqual({ kind: "datetime", text: text.trim(), micros, zone });
  });

  it.each([
    "",
    "2013-02-29T00:00:00Z",
    "2013-13-01T00:00:00Z",
    "2013-04-15T24:00:01Z",
    "2013-04-15T00:60:00Z",
    "2013-04-15",
    "2013-04-15T16:28:43+0900",
    "**************.******+***",
    "20130415******.000000+000",
    "20130415162843.48817+000",
    "00000001000000.000000:000",
  ])("does not read %j", (text) => {
    expect(parseCimDatetime(text)).toBeNull();
  });

  it("reads what the platform writes, to the millisecond", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        (date) => {
          expect(parseCimDatetime(date.toISOString())?.micros).toBe(BigInt(date.getTime()) * 1_000n);
        },
      ),
    );
  });
});
