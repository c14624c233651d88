import { describe, expect, it } from "vitest";
import { principalOf, principalWithin } from "../../../../src/net/auth/kerberos/principal.ts";

const REALM = "CORP.EXAMPLE";

describe("The principal of a user name", () => {
  it.each([
    ["ada@corp.example", "ada@CORP.EXAMPLE"],
    ["ada@other.example", "ada@OTHER.EXAMPLE"],
    ["corp\\ada", "ada@CORP.EXAMPLE"],
    ["corp.example\\ada", "ada@CORP.EXAMPLE"],
    ["other.example\\ada", "ada@OTHER.EXAMPLE"],
  ])("of %s is %s", (username, principal) => {
    expect(principalOf(username, REALM)).toBe(principal);
    expect(principalWithin(username, REALM)).toBe(principal);
  });

  it.each(["SALES\\ada", ".\\ada", "PC1\\Administrator", "@corp.example", "ada@", "\\ada", "corp\\"])(
    "is not known of %s, which may be a computer's own account, or nobody's",
    (username) => {
      expect(principalOf(username, REALM)).toBeNull();
      expect(principalWithin(username, REALM)).toBeNull();
    },
  );

  it("of a bare name is one of the configured realm for who asks for Kerberos alone", () => {
    expect(principalOf("ada", REALM)).toBeNull();
    expect(principalWithin("ada", REALM)).toBe("ada@CORP.EXAMPLE");
    expect(principalWithin("ada", null)).toBeNull();
  });

  it("keeps the letters of the configured realm, since those count", () => {
    expect(principalOf("ada@LAB.LAN", "lab.lan")).toBe("ada@lab.lan");
  });

  it("has no backslash and no further @ that would be read as one of its own", () => {
    expect(principalOf("corp\\a\\b", REALM)).toBe("a\\\\b@CORP.EXAMPLE");
    expect(principalOf("ada@mail.example@corp.example", REALM)).toBe("ada\\@mail.example@CORP.EXAMPLE");
  });
});
