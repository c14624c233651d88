import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { runCli } from "../support/cli.ts";

const published = (name: string) => readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8");

it.each(["runbook", "targets", "config", "summary", "event"])("`schema %s` prints the published schema, byte for byte", async (name) => {
  const { code, stdout, stderr } = await runCli(["schema", name]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toBe(published(name));
});

it("without a name it lists those there are", async () => {
  const { code, stdout } = await runCli(["schema"]);
  expect(code).toBe(0);
  expect(stdout.split("\n")).toEqual(expect.arrayContaining(["runbook", "targets"]));
});

it("a name that there is not is refused with the nearest, and leads to no other file", async () => {
  expect(await runCli(["schema", "runbok"])).toEqual({
    code: 2,
    stdout: "",
    stderr: 'invrun: there is no schema "runbok".\n  Did you mean runbook?\n',
  });
  expect((await runCli(["schema", "../package"])).code).toBe(2);
});
