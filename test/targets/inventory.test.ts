import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSource } from "../../src/model/source.ts";
import { renderDiagnostics } from "../../src/report/diagnostics.ts";
import { coverSecrets, isSecretName } from "../../src/targets/ansible/secrets.ts";
import { formOf } from "../../src/targets/forms.ts";
import { parseTargets } from "../../src/targets/parse.ts";
import { parsePrintedList } from "../../src/targets/printed-list.ts";
import { select } from "../../src/targets/select.ts";
import "../support/seed.ts";

const parse = (text: string, name = "hosts.ini") => parseTargets(createSource(name, text), { format: "ansible" });
const targetsOf = (text: string) => select(parse(text).selection).targets;
const codesOf = (text: string) => parse(text).diagnostics.map(({ code, severity }) => `${code} ${severity}`);

/** What the connection plugins `winrm` and `psrp` of Ansible say of their options. */
describe("how Ansible reaches a host", () => {
  it.each([
    ["pc ansible_host=10.0.0.1", { name: "pc", address: "10.0.0.1" }],
    ["pc ansible_host=a ansible_winrm_host=b", { name: "pc", address: "b" }],
    ["pc ansible_connection=psrp ansible_psrp_port=8080", { name: "pc", port: 8080 }],
    ["pc ansible_connection=ansible.builtin.winrm", { name: "pc" }],
    ["pc:5986", { name: "pc", port: 5986, tls: true }],
    ["pc ansible_port=5985 ansible_winrm_scheme=https", { name: "pc", port: 5985, tls: true }],
    ["pc ansible_winrm_scheme=http ansible_port=5986", { name: "pc", port: 5986 }],
    ["pc ansible_connection=psrp ansible_psrp_protocol=https", { name: "pc", tls: true }],
    ["pc ansible_host=10.0.0.1 invrun_identity=any", { name: "pc", address: "10.0.0.1", identity: "any" }],
  ])("%s", (line, target) => {
    expect(targetsOf(`[win]\n${line}\n`)).toEqual([target]);
  });

  it("by anything but WinRM leaves the host out, and says so once", () => {
    const text = "[win]\npc-1\n[linux]\nlin-[1:3] ansible_connection=ssh\nhere ansible_connection=local\n";
    expect(targetsOf(text)).toEqual([{ name: "pc-1" }]);
    expect(codesOf(text)).toEqual(["INV226 warning"]);
  });
});

describe("what an inventory must not hold", () => {
  it.each([
    ["a password", "[w]\npc ansible_password=x", "INV222 error"],
    ["a secret of something else", "[w]\npc\n[w:vars]\nvcenter_api_token=x", "INV222 error"],
    ["a template where the host is", "[w]\npc ansible_host={{ip}}", "INV223 error"],
    [
      "certificates that nobody looks at",
      "[w]\npc ansible_psrp_cert_validation=ignore ansible_connection=psrp",
      "INV227 error",
    ],
    ["no host", "[w]", "INV215 error"],
  ])("%s", (_, text, code) => {
    expect(codesOf(text)).toEqual([code]);
    expect(parse(text).selection).toBeNull();
  });

  it.each(["ansible_ssh_private_key_file", "password_policy", "keyboard", "ssh_public_key", "bypass", "token_url"])(
    "%s is no secret",
    (name) => {
      expect(isSecretName(name)).toBe(false);
    },
  );

  it.each(["ansible_password", "ansible_become_pass", "dbPassword", "api_key", "X-Auth-Token", "winrm_pass", "secret"])(
    "%s is a secret",
    (name) => {
      expect(isSecretName(name)).toBe(true);
    },
  );

  it("a reference to a secret is none", () => {
    expect(codesOf('[w]\npc ansible_password="{{ vault_password }}"')).toEqual([]);
  });
});

describe("a secret", () => {
  const CANARY = "c4n4ry";
  const piece = fc.constantFrom(
    ...[
      "ansible_password=",
      "pass: ",
      '"token": ',
      "  key=",
      "[win]\n",
      "pc-1 ",
      "\n",
      "'",
      '"',
      "hosts:\n",
      "all:\n",
      "  ",
    ],
    ...[
      "{",
      "}",
      ",",
      "#",
      "\\",
      CANARY,
      `${CANARY} `,
      "x=y ",
      "ansible_port=z ",
      "- ",
      "|\n",
      "children:\n",
      "pc-2:\n",
      "\t",
    ],
  );
  const named = /(?:password|pass|token|key)["']?[ \t]*[:=][^\n]*c4n4ry/;

  it("behind its name is never shown, however broken the text is", () => {
    let met = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = `${pieces.join("")}\nansible_password=${CANARY}1 stray "\n`;
        const lines = text.split("\n").filter((line) => named.test(line));
        met += lines.length;
        for (const name of ["x.ini", "x.yml"]) {
          const shown = renderDiagnostics(parse(text, name).diagnostics, { color: false });
          for (const line of lines) expect(shown).not.toContain(line.slice(line.search(named)));
          expect(shown).not.toContain(`${CANARY}1`);
        }
      }),
      { numRuns: 400 },
    );
    expect(met).toBeGreaterThan(400);
  });

  it("covered leaves every place where it was", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = pieces.join("");
        const covered = coverSecrets(text);
        expect(covered.length).toBe(text.length);
        expect(covered.replace(/[^\n]/g, ".")).toBe(text.replace(/[^\n]/g, "."));
      }),
    );
  });

  it("that a command printed is passed over and not shown", () => {
    const printed = { _meta: { hostvars: { "pc 1": { ansible_password: CANARY } } }, win: ["pc 1"] };
    const { selection, diagnostics } = parsePrintedList(createSource("command x", JSON.stringify(printed)));
    const { diagnostics: wrong } = select(selection);
    expect(wrong.map(({ code }) => code)).toEqual(["INV201"]);
    expect(renderDiagnostics([...diagnostics, ...wrong], { color: false })).not.toContain(CANARY);
  });
});

describe("groups and tags", () => {
  const inventory = "[berlin]\npc-1\npc-2\n[lab]\npc-2\npc-3\n[site:children]\nberlin\n";
  const picked = (more: string) => {
    const list = parseTargets(
      createSource("own.yml", `files: [a.ini]\nhosts:\n  - { name: pc-9, tags: [kiosk] }\n${more}`),
    );
    const [entry] = list.selection?.files ?? [];
    const lists = new Map(entry === undefined ? [] : [[entry, parse(inventory).selection]]);
    const { targets, diagnostics } = select(list.selection, { lists });
    return [...targets.map(({ name }) => name), ...diagnostics.map(({ code }) => code)];
  };

  it("named take only hosts that are in one of them, of whichever list", () => {
    expect(picked("")).toEqual(["pc-9", "pc-1", "pc-2", "pc-3"]);
    expect(picked("groups: [site]\n")).toEqual(["pc-1", "pc-2"]);
    expect(picked('groups: ["l*"]\ntags: [kiosk]\n')).toEqual(["pc-9", "pc-2", "pc-3"]);
    expect(picked("tags: [KIOSK]\n")).toEqual(["pc-9"]);
  });

  it("excluded take their hosts away", () => {
    expect(picked("exclude: { groups: [lab], tags: [kiosk] }\n")).toEqual(["pc-1"]);
  });

  it("that nobody has are mistakes, as excludes too", () => {
    expect(picked("groups: [berln]\n")).toEqual(["INV218"]);
    expect(picked("exclude: { groups: [labs] }\n").at(-1)).toBe("INV218");
  });
});

describe("a list without an ending", () => {
  it.each([
    ["pc-1\npc-2 # a comment\n", "text"],
    ["Name,Owner\npc-1,x\n", "csv"],
    ["Device name\npc-1\n", "csv"],
    ["hosts: [pc-1]\n", "yaml"],
    ["files:\n  - a.csv\n", "yaml"],
    ["[win]\npc-1\n", "ansible"],
    ["all:\n  hosts:\n    pc-1:\n", "ansible"],
    ["win:\n  children:\n    a:\n", "ansible"],
  ])("%j is %s", (text, form) => {
    expect(formOf(createSource("<stdin>", text))).toBe(form);
  });

  it("is one of ours where YAML has its keys, and no inventory", () => {
    expect(formOf(createSource("a.yml", "hosts:\n  - pc-1\n"))).toBe("yaml");
    expect(formOf(createSource("a.yml", "exclude:\n  hosts: [pc-1]\nhosts: [pc-2]\n"))).toBe("yaml");
    expect(formOf(createSource("a.yml", "win:\n  hosts:\n    pc-1:\n"))).toBe("ansible");
  });
});
