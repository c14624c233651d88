import { describe, expect, it } from "vitest";
import { authFaults } from "../../src/base/codes/auth.ts";
import { clientFaults } from "../../src/base/codes/client.ts";
import { hostFaults } from "../../src/base/codes/host.ts";
import { diagnosticCodes, faultCodes, refusalCodes } from "../../src/base/codes/index.ts";
import { networkFaults } from "../../src/base/codes/network.ts";
import { protocolFaults } from "../../src/base/codes/protocol.ts";
import { refusals } from "../../src/base/codes/refusals.ts";
import { runFaults } from "../../src/base/codes/run.ts";
import { targetDiagnostics } from "../../src/base/codes/targets.ts";
import { textDiagnostics } from "../../src/base/codes/text.ts";
import { filesBelow, modulesBelow, read } from "./tree.ts";

/** Which hundred belongs to which family. */
const families = {
  1: textDiagnostics,
  2: targetDiagnostics,
  3: refusals,
  4: networkFaults,
  5: authFaults,
  6: protocolFaults,
  7: hostFaults,
  8: clientFaults,
  9: runFaults,
};

const catalogue = { ...diagnosticCodes, ...refusalCodes, ...faultCodes };
const codes = Object.keys(catalogue);

function codesIn(text: string): readonly string[] {
  return text.match(/\bINV\d{3}\b/g) ?? [];
}

describe("the catalogue", () => {
  it.each(Object.entries(families))("INV%sxx holds the codes of one family alone", (hundred, family) => {
    const strays = Object.keys(family).filter((code) => !new RegExp(`^INV${hundred}\\d\\d$`).test(code));
    expect(strays).toEqual([]);
  });

  it("every family is part of it, and no code is given twice", () => {
    const all = Object.values(families).flatMap((family) => Object.keys(family));
    expect([...all].sort()).toEqual([...codes].sort());
  });

  it("every title is a phrase and every hint a sentence", () => {
    const odd = Object.entries(catalogue)
      .filter(([, { title, hint }]) => /[.!]$/.test(title) || !/^[A-Z`].*[.?]$/s.test(hint))
      .map(([code]) => code);
    expect(odd).toEqual([]);
  });
});

describe("every code", () => {
  const documented = [...read("docs/errors.md").matchAll(/^### (INV\d{3}): /gm)].map((match) => match[1] as string);

  it("is documented, and no other is", () => {
    expect([...documented].sort()).toEqual([...codes].sort());
  });

  it("is one that exists, wherever it is named", () => {
    const files = [...filesBelow("src"), ...filesBelow("test"), ...filesBelow("docs"), ...filesBelow("runbooks")];
    const unknown = [...files, { path: "README.md", text: read("README.md") }]
      .flatMap(({ path, text }) => codesIn(text).map((code) => ({ path, code })))
      .filter(({ code }) => !(code in catalogue));
    expect(unknown).toEqual([]);
  });

  it("is raised somewhere in src", () => {
    const raised = modulesBelow("src")
      .filter(({ path }) => !path.startsWith("src/base/codes/"))
      .flatMap(({ text }) => codesIn(text));
    expect(codes.filter((code) => !raised.includes(code))).toEqual([]);
  });

  it("is provoked by a test", () => {
    const named = filesBelow("test")
      .filter(({ path }) => !path.startsWith("test/house/"))
      .flatMap(({ text }) => codesIn(text));
    expect(codes.filter((code) => !named.includes(code))).toEqual([]);
  });
});
