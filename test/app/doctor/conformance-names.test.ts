import { expect, it } from "vitest";
import { partsOf, withoutNames } from "../../../src/app/doctor/conformance/names.ts";

it("a name is hidden whole, by its host and by its domain, in any case; a part of another word of two letters is not", () => {
  const hide = withoutNames([...partsOf("PC-0042.corp.example"), ...partsOf("10.1.2.3"), "FLEET", "op", null]);
  expect(hide("pc-0042.CORP.example at 10.1.2.3: fleet\\op of corp.example and pc-0042")).toBe(
    "[name] at [name]: [name]\\op of [name] and [name]",
  );
});

it("without names a text is as it was", () => {
  expect(withoutNames([null, "", "x"])("a text")).toBe("a text");
});
