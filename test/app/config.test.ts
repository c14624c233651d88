import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfiguration } from "../../src/app/config.ts";
import { configFile } from "../../src/app/config-place.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { createSource } from "../../src/model/source.ts";

const parse = (text: string) => parseConfig(createSource("config.yml", text));

describe("the user's configuration", () => {
  it.each([
    ["policy: { plan-above: 50, change: required }", { planAbove: 50, changeRequired: true }],
    ["policy: { change: optional }", { planAbove: null, changeRequired: false }],
    ["policy: { plan-above: 0 }", { planAbove: 0, changeRequired: false }],
    ["{}", { planAbove: null, changeRequired: false }],
    ["# nothing yet", { planAbove: null, changeRequired: false }],
    ["", { planAbove: null, changeRequired: false }],
  ])("%j demands %j", (text, policy) => {
    expect(parse(text)).toEqual({ config: { policy, credentials: [] }, diagnostics: [] });
  });

  it.each([
    "policy: { plan-above: fifty }",
    "policy: { changes: required }",
    "policy: [",
    "policies: {}",
    "- policy",
    "policy: &x { change: required }",
  ])("%j is a mistake with a place", (text) => {
    const { config, diagnostics } = parse(text);
    expect(config).toBeNull();
    expect(diagnostics.every(({ to, code }) => to > 0 && code.startsWith("INV1"))).toBe(true);
  });
});

describe("its place", () => {
  const home = () => "/users/kim";
  it.each([
    // XDG Base Directory Specification; Apple's File System Programming Guide; Windows' known folder RoamingAppData.
    ["linux", {}, "/users/kim/.config/invrun/config.yml"],
    ["linux", { XDG_CONFIG_HOME: "/etc/kim" }, "/etc/kim/invrun/config.yml"],
    ["linux", { XDG_CONFIG_HOME: "relative" }, "/users/kim/.config/invrun/config.yml"],
    ["darwin", {}, "/users/kim/Library/Application Support/invrun/config.yml"],
    ["win32", { APPDATA: "/roaming" }, "/roaming/invrun/config.yml"],
  ] as const)("on %s with %j is %s", (platform, env, path) => {
    expect(configFile({ platform, env, home })?.replaceAll("\\", "/")).toBe(path);
  });

  it("is nowhere for a user without a home directory", () => {
    const homeless = () => {
      throw new Error("no home");
    };
    expect(configFile({ platform: "linux", env: {}, home: homeless })).toBeNull();
  });
});

describe("its file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "invrun-config-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("that is not there demands nothing; one that cannot be read might, and is refused", async () => {
    const read = (user: string) => readConfiguration(false, { user, project: folder });
    const { policy, user } = await read(join(folder, "config.yml"));
    expect({ policy, user }).toEqual({ policy: { planAbove: null, changeRequired: false }, user: null });
    await expect(read(folder)).rejects.toMatchObject({ code: "INV324" });
    await writeFile(join(folder, "config.yml"), Buffer.from([0xff, 0xfe, 0x70, 0x00]));
    await expect(read(join(folder, "config.yml"))).rejects.toMatchObject({ code: "INV324" });
  });
});
