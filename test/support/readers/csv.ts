/** Reads CSV by the grammar of RFC 4180, section 2, and by nothing else: a text that is not of it throws. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  // field = escaped / non-escaped; TEXTDATA = %x20-21 / %x23-2B / %x2D-7E, here with all that is beyond ASCII.
  const field = /"((?:[^"]|"")*)"|([^\p{Cc}",]*)/uy;
  for (let at = 0; at < text.length; ) {
    field.lastIndex = at;
    const found = field.exec(text);
    if (found === null) throw new Error(`no field at ${at}`);
    rows.at(-1)?.push(found[1] === undefined ? (found[2] as string) : found[1].replaceAll('""', '"'));
    at += found[0].length;
    if (text.startsWith("\r\n", at)) {
      at += 2;
      if (at < text.length) rows.push([]);
    } else if (text[at] === ",") at += 1;
    else throw new Error(`neither a comma nor a line's end at ${at}`);
  }
  return rows;
}
