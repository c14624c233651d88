import { FilterParser } from "ldapts";
import { expect, it } from "vitest";
import { sendableFilter } from "../../src/app/sendable-filter.ts";

const sent = (filter: string) => sendableFilter(filter, (text) => FilterParser.parseString(text));

it("a filter with escaped UTF-8 is sent as the text that it means: RFC 4515 4", () => {
  const sendable = sent("(sn=Lu\\c4\\8di\\c4\\87)") ?? "";
  expect(FilterParser.parseString(sendable)).toMatchObject({ attribute: "sn", value: "Lu\u010di\u0107" });
});

it("a filter with escaped signs is sent as it stands", () => {
  const filter = "(cn=Parens R Us \\28for all your parenthetical needs\\29)";
  expect(sent(filter)).toBe(filter);
});

it.each([
  ["bytes that are no text", "(bin=\\ff\\fe)"],
  ["an attribute by its number", "(1.3.6.1.4.1.1466.0=x)"],
  ["an attribute with an option", "(cn;lang-de=x)"],
])("a filter with %s is not sent as something else", (_what, filter) => {
  expect(sent(filter)).toBeNull();
});
