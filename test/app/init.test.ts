import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formatSource } from "../../src/app/format.ts";
import { init, madeText } from "../../src/app/init.ts";
import type { Person, Question } from "../../src/app/init-ask.ts";
import type { InitFlags } from "../../src/app/init-questions.ts";
import { validateFiles } from "../../src/app/validate.ts";
import { createSource } from "../../src/model/source.ts";

let folder: string;
let home: string;
beforeEach(async () => {
  home = process.cwd();
  folder = await mkdtemp(join(tmpdir(), "invrun-init-"));
});
afterEach(async () => {
  process.chdir(home);
  await rm(folder, { recursive: true, force: true });
});

const SCHEMA = '{ "title": "a schema" }\n';

interface Wish {
  readonly file?: string;
  readonly flags?: InitFlags;
  readonly force?: boolean;
  readonly person?: Person;
}

const make = ({ file = "r.yml", flags = {}, force = false, person }: Wish) =>
  init({ file: join(folder, file), flags, force, person: person ?? null, schema: SCHEMA });
const read = async (file = "r.yml") => parse(await readFile(join(folder, file), "utf8"));

/** A person with answers prepared; who has none left, leaves. */
function personWith(...answers: readonly string[]) {
  const asked: string[] = [];
  const told: string[] = [];
  const left = [...answers];
  const person: Person = {
    async ask({ text, fallback }: Question) {
      asked.push(text);
      const answer = left.shift();
      return answer === undefined ? null : answer === "" ? (fallback ?? "") : answer;
    },
    tell: (text) => void told.push(text),
    close: () => {},
  };
  return { person, asked, told };
}

/** Each combination of the answers that change the steps. */
const kinds = ["hardware", "software", "both"].flatMap((inventory) =>
  [true, false].map((delta) => ({ inventory, delta, credential: delta ? "corp-admin" : undefined })),
);

describe("a runbook made by init", () => {
  it.each(kinds)("for $inventory, delta $delta, is sound, without a warning, and in its form", async (flags) => {
    await make({ flags: { ...flags, host: ["pc-[1:3].corp.example", "0012345"], owner: "IT: Berlin" } });
    const { diagnostics } = await validateFiles([join(folder, "r.yml")]);
    expect(diagnostics).toEqual([]);
    const text = await readFile(join(folder, "r.yml"), "utf8");
    expect(formatSource(createSource("r.yml", text)).fresh).toBe(text);
    const { targets, owner, steps, connection } = await read();
    expect(targets).toEqual({ hosts: ["pc-[1:3].corp.example", "0012345"] });
    expect(owner).toBe("IT: Berlin");
    expect(connection.credential).toBe(flags.credential);
    const wanted = flags.inventory === "both" ? ["hardware", "software"] : [flags.inventory];
    const kindsOf = steps.map((step: object) => Object.keys(step)[0]);
    const resets = { hardware: "reset-hw-cache", software: "reset-sw-cache" } as Record<string, string>;
    expect(kindsOf).toEqual([
      ...(flags.delta ? [] : wanted.map((name) => resets[name as string])),
      "force-inventory",
      ...wanted.map(() => "wait"),
    ]);
    expect(steps.find((step: object) => "force-inventory" in step)["force-inventory"]).toEqual(wanted);
  });

  it("is as sound with all that it offers in comments", async () => {
    await make({ flags: { host: ["pc-[1:3].corp.example"] } });
    const text = await readFile(join(folder, "r.yml"), "utf8");
    const offered = text.replaceAll(/^( *)# (?=[a-z-]+: )(?!yaml-)/gm, "$1").replaceAll("*-lab", "pc-3.*");
    await writeFile(join(folder, "r.yml"), offered.replace("min: 3, max: 3", "min: 2, max: 2"));
    expect((await validateFiles([join(folder, "r.yml")])).diagnostics).toEqual([]);
    const { rollout, owner, connection } = await read();
    expect([owner, connection.credential]).toEqual(["endpoint-team@corp.example", "corp-admin"]);
    expect(Object.keys(rollout)).toEqual(["rate", "batches", "max-failed", "window"]);
  });

  it("finds its schema where its first line points", async () => {
    const made = await make({ file: "deep/down/r.yml", flags: { host: ["pc-1"] } });
    const [first = ""] = (await readFile(join(folder, "deep/down/r.yml"), "utf8")).split("\n");
    const schema = /^# yaml-language-server: \$schema=(\S+)$/.exec(first)?.[1] as string;
    expect(await readFile(join(folder, "deep/down", schema), "utf8")).toBe(SCHEMA);
    expect(made?.schemaPath).toBe(join(folder, "deep/down", schema));
  });

  it("is called after its file, or its file after it", async () => {
    await make({ file: "berlin.yaml", flags: { host: ["pc-1"] } });
    expect((await read("berlin.yaml")).name).toBe("berlin");
    await make({ file: "halls", flags: { host: ["pc-1"] } });
    expect((await read("halls.yml")).name).toBe("halls");
    await mkdir(join(folder, "runbooks"));
    await make({ file: "runbooks", flags: { host: ["pc-1"], name: "Zürich: off?" } });
    expect((await read("runbooks/z-rich-off.yml")).name).toBe("Zürich: off?");
    process.chdir(folder);
    await init({ file: null, flags: { host: ["pc-1"], delta: true }, force: false, person: null, schema: SCHEMA });
    expect((await read("delta-inventory.yml")).name).toBe("delta-inventory");
  });

  it("names a list where it lies, and the column that alone holds names", async () => {
    await writeFile(join(folder, "list.csv"), "Raum;Gerät\n1;pc-1\n1;pc-2\n");
    await make({ file: "runbooks/r.yml", flags: { from: join(folder, "list.csv") } });
    expect((await read("runbooks/r.yml")).targets).toEqual({ files: [{ path: "../list.csv", column: "Gerät" }] });
    await writeFile(join(folder, "names.csv"), "Name,Owner\npc-1,a\npc-2,b\npc-3,c\n");
    const made = await make({ flags: { from: join(folder, "names.csv") } });
    expect((await read()).targets).toEqual({ files: ["names.csv"] });
    expect(made?.targets).toBe(3);
  });
});

describe("init refuses", () => {
  const refusal = (wish: Wish) =>
    make(wish).then(
      () => null,
      ({ code, message, hint }) => ({ code, message, hint }),
    );
  const none = async () => expect(await readdir(folder)).toEqual([]);

  it("to replace a runbook, unless it is told to: INV309", async () => {
    await writeFile(join(folder, "r.yml"), "mine\n");
    expect(await refusal({ flags: { host: ["pc-1"] } })).toMatchObject({ code: "INV309" });
    expect(await readFile(join(folder, "r.yml"), "utf8")).toBe("mine\n");
    expect(await readdir(folder)).toEqual(["r.yml"]);
    await make({ flags: { host: ["pc-1"] }, force: true });
    expect((await read()).name).toBe("r");
  });

  it("to guess which computers are meant: INV310", async () => {
    expect(await refusal({})).toMatchObject({ code: "INV310", message: "No computers are named." });
    await none();
  });

  it.each([
    [{ host: ["pc 1"] }, "--host: `pc 1` is no host name"],
    [{ host: ["pc-1"], credential: "a b" }, "--credential: `credential` must be"],
    [{ host: ["pc-1"], name: "a\u0007" }, "--name: `name` holds a control character"],
    [{ host: ["pc-1"], inventory: "soft" }, "--inventory: this will not do"],
    [{ host: ["pc-1", "PC-1"] }, "--host: `PC-1` is named twice"],
  ])("a wrong flag, with what `validate` would say: INV310: %j", async (flags, message) => {
    expect((await refusal({ flags }))?.code).toBe("INV310");
    expect((await refusal({ flags }))?.message).toContain(message);
    await none();
  });

  it("a list that is not there, or whose column cannot be told: INV310", async () => {
    expect(await refusal({ flags: { from: join(folder, "no.csv") } })).toMatchObject({ code: "INV310" });
    await none();
    await writeFile(join(folder, "two.csv"), "a,b\npc-1,ws-1\npc-2,ws-2\n");
    expect(await refusal({ flags: { from: join(folder, "two.csv") } })).toMatchObject({
      code: "INV310",
      message: "Which column of two.csv holds the names cannot be told.",
      hint: "Name it with --column; there are: a, b.",
    });
    await make({ flags: { from: join(folder, "two.csv"), column: "b" } });
    expect((await read()).targets.files).toEqual([{ path: "two.csv", column: "b" }]);
  });

  it("a list as the runbook: INV310", async () => {
    expect((await refusal({ file: "list.csv" }))?.hint).toContain("--from");
  });

  it("a place that cannot be written: INV308", async () => {
    await writeFile(join(folder, "a-file"), "");
    expect(await refusal({ file: "a-file/r.yml", flags: { host: ["pc-1"] } })).toMatchObject({ code: "INV308" });
  });
});

describe("a person", () => {
  it("is asked for what no flag says, and asked again where an answer is wrong", async () => {
    const { person, asked, told } = personWith(
      "hw",
      "hardware",
      "",
      "",
      "me",
      "pc 1!",
      "pc-1, pc-2",
      "a b",
      "corp-admin",
    );
    const made = await make({ flags: {}, person });
    expect(made?.targets).toBe(2);
    expect(asked).toHaveLength(9);
    expect(told[0]).toContain("hardware, software or both");
    expect(told.join("\n")).toContain("`1!` is no host name");
    expect(told.join("\n")).toContain("`credential` must be");
    expect(await read()).toMatchObject({
      owner: "me",
      connection: { credential: "corp-admin" },
      targets: { hosts: ["pc-1", "pc-2"] },
    });
  });

  it("is not asked for what a flag says", async () => {
    const { person, asked } = personWith("", "", "");
    await make({ flags: { inventory: "both", host: ["pc-1"], credential: "x" }, person });
    expect(asked).toHaveLength(3);
  });

  it("may name a file, and is asked for its column", async () => {
    await writeFile(join(folder, "two.csv"), "a,b\npc-1,ws-1\npc-2,ws-2\n");
    const { person, told } = personWith("", "", "", "", `"${join(folder, "two.csv")}"`, "c", "B", "");
    await make({ person });
    expect(told).toEqual(["  There is no such column."]);
    expect((await read()).targets.files).toEqual([{ path: "two.csv", column: "b" }]);
  });

  it("chooses another name where a file of the first is there", async () => {
    await writeFile(join(folder, "full-inventory.yml"), "mine\n");
    const { person, told } = personWith("", "", "", "second", "", "pc-1", "");
    await make({ file: ".", person });
    expect(told.join("\n")).toContain("is there already");
    expect((await readdir(folder)).sort()).toEqual([".invrun", "full-inventory.yml", "second.yml"]);
  });

  it.each([0, 1, 4, 5])("who leaves after %i answers leaves nothing behind", async (count) => {
    const { person } = personWith(...["", "", "", "", "pc-1"].slice(0, count));
    expect(await make({ person })).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("what is said afterwards", () => {
  it("is what to do next, in three lines", () => {
    const made = { path: "my runbooks/r.yml", schemaPath: "s", targets: 1200, credential: "corp-admin" };
    const lines = madeText(made).split("\n");
    expect(lines[0]).toContain("1,200 computers");
    expect(lines.slice(1).map((line) => /invrun (\w+) "my runbooks\/r.yml"/.exec(line)?.[1])).toEqual([
      "validate",
      "rehearse",
      "apply",
    ]);
    expect(lines[3]).toContain("INVRUN_CORP_ADMIN_USERNAME");
  });
});
