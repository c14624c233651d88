import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { TruthDocument } from "../../src/sim/truth.ts";
import { runCli, startSimulator } from "../support/cli.ts";

it("simulate says in one line what a script needs, writes the list of targets, and ends when told", async () => {
  const { folder, env, stop, ...ready } = await startSimulator(["--clients", "3", "--weather", "fair", "--tls"]);
  try {
    expect(Object.keys(ready)).toEqual([
      "address",
      "port",
      "username",
      "password",
      "targets",
      "truth",
      "ca",
      "certificate",
      "key",
    ]);
    expect(await readFile(ready.targets, "utf8")).toBe(
      [
        "hosts:",
        `  - { name: "sim-0001.fleet.example", address: "127.0.0.1", port: ${ready.port} }`,
        `  - { name: "sim-0002.fleet.example", address: "127.0.0.1", port: ${ready.port} }`,
        `  - { name: "sim-0003.fleet.example", address: "127.0.0.1", port: ${ready.port} }`,
        "",
      ].join("\n"),
    );
    expect(await readFile(ready.ca as string, "utf8")).toContain("BEGIN CERTIFICATE");
    const truth = (await (await fetch(ready.truth)).json()) as TruthDocument;
    expect(truth.clients.map(({ kind }) => kind)).toEqual(["healthy", "healthy", "healthy"]);
  } finally {
    await stop();
  }
  await expect(fetch(ready.truth)).rejects.toThrow();
  // Windows ends a process that is told to end without asking it.
  if (process.platform !== "win32")
    await expect(readFile(ready.ca as string)).rejects.toMatchObject({ code: "ENOENT" });
});

it("INV306: simulate does not begin where the port is taken", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as import("node:net").AddressInfo;
  const { code, stderr, stdout } = await runCli(["simulate", "--clients", "1", "--port", String(port)]);
  taken.close();
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`INV306 The simulated fleet cannot listen at 127.0.0.1:${port} (EADDRINUSE).`);
});

it("INV307: simulate does not begin where the list cannot be written", async () => {
  const path = join("no-such-folder", "targets.yml");
  const { code, stderr, stdout } = await runCli(["simulate", "--clients", "1", "--targets-out", path]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(`INV307 The list of targets cannot be written to ${path} (ENOENT).`);
});
