import { describe, expect, it } from "vitest";
import { kinds, storms, troubledClients, troubledWires } from "../../src/sim/kinds.ts";
import { cycleLength, forecast, weathers } from "../../src/sim/weather.ts";

function count<T>(items: readonly T[], wanted: (item: T) => boolean): number {
  return items.filter(wanted).length;
}

describe("weather", () => {
  it("fair has no trouble, and every cycle ends within two seconds", () => {
    expect(new Set(forecast("fair", 500, 3))).toEqual(new Set(["healthy"]));
    expect(cycleLength("fair")[1]).toBeLessThan(2_000);
  });

  it("mixed has a quarter of the clients in trouble, and each kind of client trouble", () => {
    const fleet = forecast("mixed", 200, 1);
    expect(count(fleet, (kind) => kind !== "healthy")).toBe(50);
    expect(new Set(fleet)).toEqual(new Set(["healthy", ...troubledClients]));
  });

  it("rough has three quarters of them in trouble, the wire's among it, most of all what each client draws", () => {
    const fleet = forecast("rough", 400, 1);
    expect(count(fleet, (kind) => kind !== "healthy")).toBe(300);
    expect(new Set(fleet)).toEqual(new Set(["healthy", ...troubledClients, ...troubledWires, ...storms]));
    for (const storm of storms) {
      expect(count(fleet, (kind) => kind === storm)).toBeGreaterThan(count(fleet, (kind) => kind === "stuck"));
    }
  });

  it("is the same for the same seed and another for another", () => {
    expect(forecast("mixed", 100, 5)).toEqual(forecast("mixed", 100, 5));
    expect(forecast("mixed", 100, 5)).not.toEqual(forecast("mixed", 100, 6));
  });

  it.each(weathers)("%s: the first client is healthy, and at most one refuses the account", (weather) => {
    for (const clients of [1, 2, 3, 10, 1_000]) {
      const fleet = forecast(weather, clients, clients);
      expect(fleet).toHaveLength(clients);
      expect(fleet[0]).toBe("healthy");
      expect(count(fleet, (kind) => kind === "password-refused")).toBeLessThan(2);
    }
  });

  it("every kind says what it is and what ought to come of it", () => {
    for (const { about, expected } of Object.values(kinds)) {
      expect(about).not.toBe("");
      if (expected.state === "unreachable") expect(expected.steps).toEqual([]);
    }
  });
});
