import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cornerOf, layHeat, placeAt } from "../../../src/report/html/client/heat-layout.ts";

const sizes = fc
  .record({
    width: fc.integer({ min: 200, max: 1_400 }),
    batchOf: fc.array(fc.nat(24), { minLength: 1, maxLength: 2_000 }),
    batches: fc.integer({ min: 25, max: 30 }),
  })
  .chain((size) => fc.constantFrom(size, { ...size, batches: 3, batchOf: size.batchOf.map((batch) => batch % 3) }));

describe("the heat map", () => {
  it("gives each target a square of its own, on the canvas, and finds it again by any point in it", () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 0.999, noNaN: true }), (size, within) => {
        const layout = layHeat(size);
        const corners = new Set<string>();
        for (const block of layout.blocks)
          block.places.forEach((place, at) => {
            const [x, y] = cornerOf(layout, block, at);
            corners.add(`${x} ${y}`);
            expect(x + layout.pitch).toBeLessThanOrEqual(size.width);
            expect(y + layout.pitch).toBeLessThanOrEqual(layout.height);
            const into = within * layout.pitch;
            expect(placeAt(layout, x + into, y + into)).toBe(place);
          });
        expect(corners.size).toBe(size.batchOf.length);
      }),
      { numRuns: 40 },
    );
  });

  it("shows nobody between and beside the squares", () => {
    const layout = layHeat({ width: 600, batches: 2, batchOf: [0, 0, 1] });
    const [first, second] = layout.blocks;
    expect(placeAt(layout, 0, 0)).toBeNull();
    expect(placeAt(layout, 599, 1)).toBeNull();
    expect(placeAt(layout, layout.left + 1, (second?.top ?? 0) - 1)).toBeNull();
    expect(placeAt(layout, layout.left + 1, (first?.top ?? 0) + 1)).toBe(0);
  });

  it("leaves room for the label of a batch that all targets ended up in", () => {
    const layout = layHeat({ width: 600, batches: 3, batchOf: [0, 0, 0] });
    expect(layout.blocks.map(({ batch }) => batch)).toEqual([0]);
    expect(placeAt(layout, 1, 1)).toBeNull();
    expect(placeAt(layout, layout.left + 1, 1)).toBe(0);
  });

  it("of 50,000 targets fits on a screen", () => {
    const layout = layHeat({ width: 1_176, batches: 1, batchOf: Array.from({ length: 50_000 }, () => 0) });
    expect(layout.height).toBeLessThan(600);
    expect(layout.pitch).toBeGreaterThanOrEqual(3);
  });
});
