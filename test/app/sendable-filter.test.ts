import { FilterParser } from "ldapts";
import { expect, it } from "vitest";
import { sendableFilter } from "../../src/app/sendable-filter.ts";

it("a filter with escaped UTF-8 is sent as the text that it means: RFC 4515 4", async () => {
  const sendable = (await sendableFilter("(sn=Lu\\c4\\8di\\c4\\87)")) ?? "";
  expect(FilterParser.parseString(sendable)).toMatchObject({ attribute: "sn", value: "Lu\u010di\u0107" });
});

it("a filter with escaped signs is sent as it stands", async () => {
  const filter = "(cn=Parens R Us \\28for all your parenthetical needs\\29)";
  expect(await sendableFilter(filter)).toBe(filter);
});

it.each([
  ["bytes that are no text", "(bin=\\ff\\fe)"],
  ["an attribute by its number", "(1.3.6.1.4.1.1466.0=x)"],
  ["an attribute with an option", "(cn;lang-de=x)"],
])("a filter with %s is not sent as something else", async (_what, filter) => {
  expect(await sendableFilter(filter)).toBeNull();
});
