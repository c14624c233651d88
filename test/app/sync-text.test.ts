import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locateTyped } from "../../src/app/sync.ts";
import { composeSync, type SyncRequest, syncScopes } from "../../src/app/sync-text.ts";
import { checkRunbook } from "../../src/app/validate.ts";
import { valueAt } from "../../src/text/document.ts";
import { readYaml } from "../../src/text/yaml.ts";
import "../support/seed.ts";

const request = (parts: Partial<SyncRequest>): SyncRequest => ({
  scope: "hw",
  hosts: [],
  files: [],
  site: null,
  auth: null,
  credential: null,
  tls: false,
  ca: null,
  ...parts,
});

describe("what sync composes", () => {
  it.each(syncScopes)("is a runbook without a mistake, for %s", (scope) => {
    const { runbook } = composeSync(
      request({ scope, hosts: ["pc-[1:3].corp", "no", "1234", "lab"], site: "P01", credential: "admin", tls: true }),
    );
    const checked = checkRunbook(runbook);
    expect(checked.diagnostics).toEqual([]);
    expect(checked.selection.targets.map(({ name }) => name)).toEqual([
      ...["pc-1.corp", "pc-2.corp", "pc-3.corp"],
      ...["no", "1234", "lab"],
    ]);
    expect(checked.runbook).toMatchObject({ require: { input: { site: "P01" } }, connection: { credential: "admin" } });
  });

  it("resets before it forces, and waits for what it forced", () => {
    const kinds = (scope: SyncRequest["scope"]) =>
      checkRunbook(composeSync(request({ scope, hosts: ["pc"] })).runbook).runbook?.steps.map(({ kind }) => kind);
    expect(kinds("hw")).toEqual(["reset-hw-cache", "force-inventory", "wait"]);
    expect(kinds("sw")).toEqual(["reset-sw-cache", "force-inventory", "wait"]);
    expect(kinds("both")).toEqual(["reset-hw-cache", "reset-sw-cache", "force-inventory", "wait", "wait"]);
  });

  it("holds whatever is typed as a value and as nothing else", () => {
    const sign = fc.constantFrom(...`:#-[]{},&*!|>'"%@\`\\ \t\n\r\u0085\u2028\u0000\u001b~=<ab1é€`);
    const word = fc.array(sign, { minLength: 1, maxLength: 8 }).map((signs) => signs.join(""));
    fc.assert(
      fc.property(word, (typed) => {
        const { runbook } = composeSync(request({ hosts: ["pc-1", typed, "pc-2"] }));
        const { document } = readYaml(runbook);
        // A word that YAML has no form for is refused as a whole.
        if (document !== null) expect(valueAt(document, "/targets")).toEqual({ hosts: ["pc-1", typed, "pc-2"] });
        else expect(checkRunbook(runbook).runbook).toBeNull();
      }),
    );
  });
});

describe("a mistake in what was typed", () => {
  const mistakes = (parts: Partial<SyncRequest>) => {
    const text = composeSync(request(parts));
    return checkRunbook(text.runbook).diagnostics.map((found) => {
      const { code, source, from, to, message } = locateTyped(found, text);
      return { code, file: source.name, marked: source.text.slice(from, to), message };
    });
  };

  it("is told of the command line, and underlines the word", () => {
    expect(mistakes({ hosts: ["pc-1", "pc-*", "a b"], site: "P01X" })).toMatchObject([
      { code: "INV201", file: "command line", marked: '"pc-*"' },
      { code: "INV201", file: "command line", marked: '"a b"' },
      { code: "INV122", file: "command line", marked: "P01X" },
    ]);
  });

  it("names the word, and no line of a text that nobody wrote", () => {
    const [twice] = mistakes({ hosts: ["pc-[1:3]", "pc-2"] });
    expect(twice).toMatchObject({ code: "INV205", marked: "pc-2" });
    expect(twice?.message).toContain("first by `pc-[1:3]`");
  });
});
