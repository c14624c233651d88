import { describe, expect, it } from "vitest";
import { compareVersions, inVersionRange, parseVersion, parseVersionRange } from "../../src/base/client-version.ts";

const meets = (version: string, range: string) => {
  const [parsed, bound] = [parseVersion(version), parseVersionRange(range)];
  if (parsed === null || bound === null) throw new Error(`not understood: ${version} ${range}`);
  return inVersionRange(parsed, bound);
};

describe("versions of the client", () => {
  // Versions of current branch releases in the order in which they came out: 1511, 1902, 1910, 2002, 2403, and a hotfix.
  const released = [
    "5.00.8325.1000",
    "5.00.8790.1005",
    "5.00.8913.1006",
    "5.00.8968.1014",
    "5.00.9128.1000",
    "5.00.9128.1007",
    "5.00.10000.1",
  ];

  it("are in the order of their numbers, not of their letters", () => {
    const shuffled = [3, 0, 6, 5, 1, 4, 2].map((at) => released[at] as string);
    const sorted = shuffled.sort((a, b) => compareVersions(parseVersion(a) ?? [], parseVersion(b) ?? []));
    expect(sorted).toEqual(released);
  });

  it("with zeros in front are the same as without", () => {
    expect(compareVersions([5, 0, 9096], parseVersion("5.00.09096") ?? [])).toBe(0);
  });

  it("are one to four numbers", () => {
    expect(["", "5.", "5.0.0.0.0", "5.00.9096-beta", "v5", "5,00"].map(parseVersion)).toEqual(Array(6).fill(null));
  });
});

describe("a comparison", () => {
  it("holds from its bound on, or up to it", () => {
    expect(meets("5.00.9096.1000", ">=5.00.9096")).toBe(true);
    expect(meets("5.00.9095.9999", ">=5.00.9096")).toBe(false);
    expect(meets("5.00.10000.1", ">=5.00.9096")).toBe(true);
    expect(meets("5.00.9096.1000", "<5.00.9106")).toBe(true);
    expect(meets("5.00.9106.1000", "<5.00.9106")).toBe(false);
  });

  it("speaks of all versions that begin as it does", () => {
    expect(meets("5.00.9096.1012", "=5.00.9096")).toBe(true);
    expect(meets("5.00.9096.1012", "<=5.00.9096")).toBe(true);
    expect(meets("5.00.9096.1012", ">5.00.9096")).toBe(false);
    expect(meets("5.00.9096.1012", "=5.00.9096.1000")).toBe(false);
  });

  it("has an operator, and a version after it", () => {
    expect(["5.00.9096", ">=", "=>5", "~5.0", ">=5.x", ">= 5..0"].map(parseVersionRange)).toEqual(Array(6).fill(null));
    expect(parseVersionRange(">= 5.00.9096")).toEqual({ operator: ">=", version: [5, 0, 9096] });
  });
});
