import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { readScreen } from "../../scripts/pictures/screen.ts";
import { terminalSvg } from "../../scripts/pictures/terminal-svg.ts";

describe("a screen is read by ECMA-48 8.3.117", () => {
  it("31 begins red and 39 ends it, also on a later line; 1 is bold, 2 faint, 22 neither, 0 nothing of all", () => {
    const rows = readScreen(
      "\u001b[31mred\nstill\u001b[39m own\n\u001b[1;2mboth\u001b[22m \u001b[32;1mgreen\u001b[0m end\n\n",
    );
    expect(rows).toEqual([
      [{ column: 0, text: "red", color: 1, bold: false, dim: false }],
      [
        { column: 0, text: "still", color: 1, bold: false, dim: false },
        { column: 6, text: "own", color: null, bold: false, dim: false },
      ],
      [
        { column: 0, text: "both", color: null, bold: true, dim: true },
        { column: 5, text: "green", color: 2, bold: true, dim: false },
        { column: 11, text: "end", color: null, bold: false, dim: false },
      ],
    ]);
  });

  it("a code that it cannot show is an error and no wrong picture", () => {
    expect(() => readScreen("\u001b[7mreverse")).toThrow("SGR code 7");
  });
});

describe("the image of a screen", () => {
  const hostile = `  ✖ a<b>&"c": ]]> …`;
  const svg = terminalSvg(readScreen(`$ first\n\n${hostile}\n`), { title: `"<&`, columns: 40 });

  it("is XML to another reader, and its words are the screen's, sign by sign in their columns", () => {
    const rows: string[] = [];
    let x = 0;
    const reader = new SaxesParser({ xmlns: true });
    reader.on("opentag", ({ name, attributes }) => {
      if (name === "text") rows.push("");
      if (name === "tspan") x = Number((attributes.x as { value: string }).value);
    });
    reader.on("text", (text) => {
      const row = rows.at(-1);
      if (row !== undefined && text.trim() !== "")
        rows[rows.length - 1] = row.padEnd(Math.round((x - 16) / 8.4)) + text;
    });
    reader.on("error", (error) => {
      throw error;
    });
    reader.write(svg).close();
    expect(rows).toEqual(["$ first", hostile]);
  });
});
