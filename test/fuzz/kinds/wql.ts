import type { SimInstance } from "../../../src/sim/class.ts";
import { parseWql } from "../../../src/sim/wql.ts";
import { fits } from "../../../src/sim/wql-where.ts";
import type { Kind } from "../kind.ts";

const instance: SimInstance = {
  className: "X",
  properties: {
    Name: "pc-001",
    Id: "{00000000-0000-0000-0000-000000000001}",
    Count: 7,
    Ready: true,
    At: new Date(Date.UTC(2026, 10, 21)),
    Nothing: null,
  },
};

/** Queries as a simulated host gets them, asked of one row. */
export const queries: Kind = {
  samples: [
    "select * from InventoryActionStatus",
    "select Name, Count from X where Name like 'pc-[0-9]%' and not (Count > 6 or Nothing is not null)",
    'select * from X where Name = "it\\"s" and At >= \'20261121000000.000000+000\'',
    "select * from X where Id like '%0%-%1}' or Id like '{0%'",
    "SELECT a FROM X WHERE Ready = true OR Count <> -1",
  ].map((text) => Buffer.from(text)),
  words: [
    ..."select from where and or not is null like true * , ( ) = <> != <= >= < > % _ [a-f] [^a] [ ]".split(" "),
    ...[
      "Name",
      "Id",
      "Count",
      "Ready",
      "At",
      "Nothing",
      "X",
      "'",
      '"',
      "\\",
      "'pc-%'",
      "'%0%0%0%0%0%0%0%0%0%0%0%0%0%0%x'",
      "''",
      "[z-a]",
      "[]",
      "[^]",
      "[\\]",
    ],
  ],
  text: true,
  structures: [],
  try(input) {
    const query = parseWql(input.toString());
    if (query === null) return "refused";
    if (query.where !== null) fits(instance, query.where);
    return "accepted";
  },
};
