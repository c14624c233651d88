/** Lines of a terminal that does not say how high it is. */
const DEFAULT_LINES = 24;

/**
 * What the tree is drawn on: the terminal, with its size as it is at each moment. Not the stream itself, whose `write`
 * the renderer would take away from everybody else until the run ends. `columns` serves where the terminal does not
 * say how wide it is.
 */
export function createSurface(output: NodeJS.WriteStream, columns: number): NodeJS.WriteStream {
  const surface = {
    isTTY: true,
    write: (text: string) => output.write(text),
    get columns() {
      return output.columns > 0 ? output.columns : columns;
    },
    get rows() {
      return output.rows > 0 ? output.rows : DEFAULT_LINES;
    },
  };
  return surface as unknown as NodeJS.WriteStream;
}
