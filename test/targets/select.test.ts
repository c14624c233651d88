import { describe, expect, it } from "vitest";
import { createSource } from "../../src/model/source.ts";
import { parseTargets } from "../../src/targets/parse.ts";
import { select } from "../../src/targets/select.ts";

const list = (text: string) => {
  const { selection, diagnostics } = parseTargets(createSource("targets.yml", text));
  expect(diagnostics).toEqual([]);
  return selection;
};
const names = (text: string) => select(list(text)).targets.map(({ name }) => name);

describe("ranges", () => {
  it("count numbers with their leading zeros, letters, and in steps", () => {
    expect(names('hosts: ["pc-[08:11].corp"]')).toEqual(["pc-08.corp", "pc-09.corp", "pc-10.corp", "pc-11.corp"]);
    expect(names('hosts: ["pc-[8:11]"]')).toEqual(["pc-8", "pc-9", "pc-10", "pc-11"]);
    expect(names('hosts: ["r[a:c]"]')).toEqual(["ra", "rb", "rc"]);
    expect(names('hosts: ["pc-[0:100:50]"]')).toEqual(["pc-0", "pc-50", "pc-100"]);
    expect(names('hosts: ["pc-[1:6:2]"]')).toEqual(["pc-1", "pc-3", "pc-5"]);
    expect(names("hosts: [pc]")).toEqual(["pc"]);
  });

  it("of one name are counted through together, the last one fastest", () => {
    expect(names('hosts: ["r[a:b]-[1:2]"]')).toEqual(["ra-1", "ra-2", "rb-1", "rb-2"]);
  });

  it("in an object give each host its port", () => {
    const { targets } = select(list('hosts: [{ name: "pc-[1:2]", port: 15985 }]'));
    expect(targets).toEqual([
      { name: "pc-1", port: 15985 },
      { name: "pc-2", port: 15985 },
    ]);
  });

  it("may name a million hosts and not one more", () => {
    expect(select(list('hosts: ["[a:j][00000:99999]"]')).targets).toHaveLength(1_000_000);
    const { diagnostics } = select(list('hosts: ["[a:j][00000:99999]", pc-1]'));
    expect(diagnostics.map(({ code }) => code)).toEqual(["INV204"]);
  });

  it("that would name more than can be counted are refused without being counted", () => {
    const { diagnostics, targets } = select(list(`hosts: ["${"[0:999999]".repeat(20)}"]`));
    expect(diagnostics).toHaveLength(1);
    expect(targets).toEqual([]);
  });
});

describe("excludes", () => {
  it("are names, ranges and patterns, without regard to case", () => {
    const { targets, excluded } = select(
      list(
        'hosts: ["pc-[1:4]", a-LAB, b-lab.corp, Kiosk]\nexclude: { hosts: ["PC-[2:3]", "*-lab", kiosk, "b-???.*"] }',
      ),
    );
    expect(targets.map(({ name }) => name)).toEqual(["pc-1", "pc-4"]);
    expect(excluded).toEqual(["pc-2", "pc-3", "a-LAB", "b-lab.corp", "Kiosk"]);
  });

  it("stand when another list replaces the targets; its own are added", () => {
    const book = list("hosts: [pc-1]\nexclude: { hosts: [vip, pc-9] }\nexpect: { min: 50 }");
    const other = list("hosts: [vip, pc-2, pc-3]\nexclude: { hosts: [pc-3] }");
    const { targets, excluded, diagnostics } = select(book, { replacedBy: other });
    expect(targets.map(({ name }) => name)).toEqual(["pc-2"]);
    expect(excluded).toEqual(["vip", "pc-3"]);
    expect(diagnostics).toEqual([]);
  });

  it("take time in proportion to the pattern, however it is made", () => {
    const name = "a".repeat(60);
    expect(names(`hosts: [${name}, x]\nexclude: { hosts: ["${"*a".repeat(30)}*b", x] }`)).toEqual([name]);
  });
});

describe("a list", () => {
  it("that is not there selects nobody", () => {
    expect(select(null)).toMatchObject({ targets: [], excluded: [], diagnostics: [] });
  });

  it("keeps names as they were written, and their order", () => {
    expect(names("hosts: [PC-2, pc-1, Kiosk.Corp]")).toEqual(["PC-2", "pc-1", "Kiosk.Corp"]);
  });

  it("keeps addresses of every kind", () => {
    const addresses = ["10.3.0.17", "fe80::1%eth0", "2001:db8::17", "kiosk.corp.example"];
    const hosts = addresses.map((address, index) => `{ name: k-${index}, address: "${address}" }`);
    expect(select(list(`hosts: [${hosts.join(", ")}]`)).targets.map(({ address }) => address)).toEqual(addresses);
  });
});

describe("what `stale` leaves", () => {
  const text = "hosts: [a, b, c]\nstale: { hardware: 14d }\nexclude: { hosts: [a] }\nexpect: { min: 1, max: 3 }\n";
  const left = (stale: readonly string[]) => select(list(text), { stale: new Set(stale) });

  it("are those whose reports are old, excludes taken away", () => {
    expect(left(["a", "b"])).toMatchObject({ targets: [{ name: "b" }], excluded: ["a"], diagnostics: [] });
  });

  it("is told where it is nobody, and not laid to the excludes", () => {
    const [diagnostic, ...others] = left([]).diagnostics;
    expect(others).toEqual([]);
    expect(diagnostic).toMatchObject({
      code: "INV207",
      message: "0 targets beside 2 that `stale` leaves out, but at least 1 are expected",
    });
  });
});
