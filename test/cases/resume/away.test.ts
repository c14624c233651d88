import { readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Summary } from "../../../src/model/summary.ts";
import { runCli, startSimulator } from "../../support/cli.ts";
import { fullInventoryText, writeRunbook } from "../../support/runbooks.ts";

/** A way to a host on which connections are taken and nothing is said, until it is opened. */
async function silentWay(to: number): Promise<{ readonly port: number; open(): void; close(): void }> {
  let isOpen = false;
  const held = new Set<Socket>();
  const server = createServer((socket) => {
    held.add(socket.on("error", () => {}));
    if (!isOpen) return;
    const onward = connect(to, "127.0.0.1").on("error", () => {});
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const drop = () => {
    for (const socket of held) socket.destroy();
    held.clear();
  };
  return {
    port: (server.address() as AddressInfo).port,
    open() {
      isOpen = true;
      drop();
    },
    close() {
      drop();
      server.close();
    },
  };
}

it("clients that are away are left out and told as unreachable; once they are up, resume does them alone", async () => {
  const fleet = await startSimulator(["--clients", "12"]);
  const way = await silentWay(fleet.port);
  try {
    const { folder, env } = fleet;
    const text = (await readFile(fleet.targets, "utf8")).split("\n");
    // Three behind the silent way; the port of the others stays.
    const away = [3, 6, 9];
    const moved = text.map((line, index) => (away.includes(index) ? line.replace(`port: ${fleet.port}`, `port: ${way.port}`) : line));
    const list = join(folder, "away.yml");
    await writeFile(list, moved.join("\n"));
    const runbook = await writeRunbook(folder, fullInventoryText());
    const first = await runCli(["apply", runbook, "--targets", list, "--yes", "--json"], { cwd: folder, env });
    expect(first.code, first.stderr).toBe(4);
    const before = JSON.parse(first.stdout) as Summary;
    expect(before.totals).toMatchObject({ succeeded: 9, unreachable: 3 });
    const codes = before.targets.flatMap(({ code }) => (code === null ? [] : [code]));
    expect(codes).toEqual(["INV427", "INV427", "INV427"]);

    way.open();
    const second = await runCli(["resume", "--json"], { cwd: folder, env });
    expect(second.code, second.stderr).toBe(0);
    const after = JSON.parse(second.stdout) as Summary;
    expect(after.totals.succeeded).toBe(12);
    const tries = after.targets.map((target) => target.tries).sort();
    expect(tries).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2]);
  } finally {
    way.close();
    await fleet.stop();
  }
});
