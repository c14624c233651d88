import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stateDirectory } from "../../src/app/state-directory.ts";
import { Refusal } from "../../src/base/refusal.ts";

const home = () => "/home-of/marta";

// XDG Base Directory Specification 0.8; Apple's File System Programming Guide; Windows' known folder LocalAppData.
describe("the user's state directory", () => {
  it.each([
    ["linux", {}, "/home-of/marta/.local/state/invrun"],
    ["linux", { XDG_STATE_HOME: "" }, "/home-of/marta/.local/state/invrun"],
    ["linux", { XDG_STATE_HOME: "/var/marta" }, "/var/marta/invrun"],
    ["linux", { XDG_STATE_HOME: "not/absolute" }, "/home-of/marta/.local/state/invrun"],
    ["darwin", {}, "/home-of/marta/Library/Application Support/invrun"],
    ["darwin", { XDG_STATE_HOME: "/var/marta" }, "/var/marta/invrun"],
    ["win32", { LOCALAPPDATA: "/c/marta/local" }, "/c/marta/local/invrun"],
    ["win32", {}, "/home-of/marta/AppData/Local/invrun"],
  ] as const)("on %s with %o", (platform, env, path) => {
    expect(stateDirectory({ platform, env, home })).toBe(join(path));
  });

  it("is refused to who has no home, and the variable is named", () => {
    const none = () => {
      throw new Error("ENOENT");
    };
    const refused = (() => {
      try {
        return stateDirectory({ platform: "linux", env: {}, home: none });
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ code: "INV333", hint: expect.stringContaining("XDG_STATE_HOME") });
  });
});
