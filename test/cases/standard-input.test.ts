import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";

const built = existsSync(new URL("../../dist/main.js", import.meta.url));
const planned = (input: string) => {
  const args = ["bin/run.js", "plan", "runbooks/hardware-only.yml", "--targets", "-", "--json"];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8", input });
  const plan = status === 0 ? JSON.parse(stdout) : null;
  const batches: readonly { readonly targets: readonly { readonly name: string }[] }[] = plan?.plan.batches ?? [];
  return { status, stderr, names: batches.flatMap(({ targets }) => targets.map(({ name }) => name)) };
};

describe.skipIf(!built)("a list on standard input", () => {
  it.each([
    ["text", "pc-1 # the first\npc-[2:3]\n"],
    ["CSV", "Owner;Device name\nkim;pc-1\nkim;pc-2\nkim;pc-3\n"],
    ["YAML", "hosts: [pc-1, pc-2, pc-3]\n"],
    ["our own list as JSON", '{"hosts": ["pc-[1:3]"]}\n'],
    ["names in JSON", '["pc-1", {"name": "pc-2", "port": 5986}, "pc-3"]\n'],
    [
      "what `ansible-inventory --list` prints",
      '{"_meta": {"hostvars": {"pc-1": {"ansible_port": 5986}}}, "all": {"children": ["berlin"]}, "berlin": {"hosts": ["pc-1", "pc-2", "pc-3"]}}',
    ],
    ["an inventory", "[berlin]\npc-[1:3] ansible_port=5986\n"],
  ])("is told by its content: %s", (_, input) => {
    const { names, stderr } = planned(input);
    expect(names).toEqual(["pc-1", "pc-2", "pc-3"]);
    expect(stderr).toContain("The targets are those of standard input");
  });

  it("that is empty names nobody, and nothing is planned", () => {
    const { status, stderr } = planned("");
    expect(status).toBe(2);
    expect(stderr).toContain("`<stdin>` names no host");
  });
});
