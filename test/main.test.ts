import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

const bin = fileURLToPath(new URL("../bin/run.js", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};
const folder = mkdtempSync(join(tmpdir(), "invrun-main-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function invrun(args: readonly string[], nodeArgs: readonly string[] = []) {
  return spawnSync(process.execPath, [...nodeArgs, bin, ...args], { cwd: folder, encoding: "utf8" });
}

describe("a Node that is too old", () => {
  const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    engines: { node: string };
  };
  const [, major = "", minor = ""] = /^>=(\d+)\.(\d+)$/.exec(engines.node) ?? [];
  /** The program, told that its Node is of another version. */
  const under = (node: string) => {
    const text = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${node}" } })`;
    return invrun(["--version"], ["--import", `data:text/javascript,${encodeURIComponent(text)}`]);
  };

  it.each([`${major}.${Number(minor) - 1}.0`, `${Number(major) - 2}.20.2`])("is refused as such: %s", (node) => {
    const { status, stdout, stderr } = under(node);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`needs Node ${major}.${minor} or newer, and this is ${node}.`);
  });

  it.each([`${major}.${minor}.0`, `${Number(major) + 1}.0.0`])("is none of these: %s", (node) => {
    expect(under(node).status).toBe(0);
  });
});

describe("a command line that is right", () => {
  it("--version names the program and its version", () => {
    const { status, stdout, stderr } = invrun(["--version"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(new RegExp(`^invrun/${version.replaceAll(".", "\\.")} `));
  });

  it("--help lists the commands, on standard output", () => {
    const { status, stdout, stderr } = invrun(["--help"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    for (const command of ["apply", "validate", "simulate", "rehearse"]) expect(stdout).toContain(command);
  });

  it("help COMMAND is what COMMAND --help is", () => {
    expect(invrun(["help", "apply"]).stdout).toBe(invrun(["apply", "--help"]).stdout);
    expect(invrun(["help", "apply"]).stdout).toContain("--targets");
  });

  it("a reader that goes away is no error", async () => {
    const child = spawn(process.execPath, [bin, "--help"], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let talk = "";
    child.stderr.on("data", (chunk) => {
      talk += chunk;
    });
    const [status] = await once(child, "close");
    expect({ status, talk }).toEqual({ status: 0, talk: "" });
  });
});

describe("a command line that is wrong gives 2 and the nearest right word", () => {
  it("an unknown command", () => {
    const { status, stdout, stderr } = invrun(["aply", "x.yml"]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe('invrun: there is no command "aply".\n  Did you mean apply?\n');
  });

  it("a command that resembles none", () => {
    const { status, stderr } = invrun(["xyzzyplugh"]);
    expect(status).toBe(2);
    expect(stderr).toContain("invrun --help lists them.");
  });

  it("an unknown flag", () => {
    const { status, stderr } = invrun(["apply", "x.yml", "--tragets", "y.yml"]);
    expect(status).toBe(2);
    expect(stderr).toBe("invrun: apply has no flag --tragets.\n  Did you mean --targets?\n");
  });

  it("a missing argument", () => {
    const { status, stderr } = invrun(["apply"]);
    expect(status).toBe(2);
    expect(stderr).toContain("invrun apply --help lists what it takes.");
  });

  it("a flag without its value", () => {
    const { status, stderr } = invrun(["apply", "x.yml", "--targets"]);
    expect(status).toBe(2);
    expect(stderr).toContain("--targets");
  });
});

describe("an error that nobody expected", () => {
  // Planted before the program starts: its own output fails it.
  const planted = (body: string) => ["--import", `data:text/javascript,${encodeURIComponent(body)}`];

  it("gives 70, its stack, the version and a request to report it", () => {
    const { status, stderr } = invrun(
      ["--version"],
      planted(
        'process.stdout.write = () => { setImmediate(() => { throw new TypeError("planted"); }); return true; };',
      ),
    );
    expect(status).toBe(70);
    expect(stderr).toContain(`invrun ${version} met an error it did not expect`);
    expect(stderr).toContain("please report it");
    expect(stderr).toMatch(/TypeError: planted\n\s+at /);
  });

  it("gives 70 as a rejected promise too", () => {
    const { status, stderr } = invrun(
      ["--version"],
      planted('process.stdout.write = () => { Promise.reject(new TypeError("planted")); return true; };'),
    );
    expect(status).toBe(70);
    expect(stderr).toContain("please report it");
  });
});
