import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { otherReaders, sidIn } from "../../src/app/credential-acl.ts";
import { readPrivateFile } from "../../src/app/credential-file.ts";

const onWindows = process.platform === "win32";
const asRoot = process.geteuid?.() === 0;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "invrun-secret-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(mode: number): Promise<string> {
  const path = join(folder, `mode-${mode.toString(8)}`);
  await writeFile(path, "hunter2\n");
  await chmod(path, mode);
  return path;
}

describe.skipIf(onWindows)("a file with a secret (modes as POSIX.1-2017 sys/stat.h has them; not on Windows)", () => {
  it.each([0o600, 0o400])("is read with the mode %o", async (mode) => {
    expect((await readPrivateFile(await fileOf(mode))).toString()).toBe("hunter2\n");
  });

  it.each([0o640, 0o604, 0o644, 0o660, 0o602, 0o620])("is refused with the mode %o", async (mode) => {
    const path = await fileOf(mode);
    const refusal = await readPrivateFile(path).catch((error) => error);
    expect(refusal).toMatchObject({ code: "INV345", exit: 5, hint: `chmod 600 ${path}` });
    expect(`${refusal.message}`).not.toContain("hunter2");
  });

  it("is judged by what a link leads to", async () => {
    const link = join(folder, "link");
    await symlink(await fileOf(0o644), link);
    await expect(readPrivateFile(link)).rejects.toMatchObject({ code: "INV345" });
  });

  it("is refused where it is a folder, is not there, or is far too long", async () => {
    await mkdir(join(folder, "folder"), { mode: 0o700 });
    await writeFile(join(folder, "long"), "x".repeat(70_000), { mode: 0o600 });
    for (const name of ["folder", "absent", "long"])
      await expect(readPrivateFile(join(folder, name))).rejects.toMatchObject({ code: "INV345" });
  });

  it.skipIf(!asRoot)("is refused where it belongs to somebody else (only root can make one)", async () => {
    const path = join(folder, "foreign");
    await writeFile(path, "hunter2", { mode: 0o600 });
    await chown(path, 12_345, 12_345);
    await expect(readPrivateFile(path)).rejects.toMatchObject({ code: "INV345" });
  });
});

describe("a Windows file's descriptor ([MS-DTYP] 2.5.1.1)", () => {
  const me = "S-1-5-21-1111-2222-3333-1001";
  it.each([
    // As icacls saves a file in a user's profile.
    ["D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;FA;;;S-1-5-21-1111-2222-3333-1001)", []],
    ["D:PAI(A;;FA;;;S-1-5-21-1111-2222-3333-1001)", []],
    ["D:PAI(A;;0x1301bf;;;BU)(A;;FA;;;SY)", ["BU"]],
    ["D:AI(A;ID;FA;;;BA)(A;ID;0x1200a9;;;S-1-5-21-1111-2222-3333-1002)", ["S-1-5-21-1111-2222-3333-1002"]],
    ["D:(D;;FA;;;WD)(A;;FR;;;AU)", ["AU"]],
    // Only what lies below inherits it.
    ["D:(A;OICIIO;FA;;;WD)(A;;FA;;;SY)", []],
    // A conditional entry, 2.5.1.2.
    ['D:(XA;;FR;;;WD;(@User.Title=="PM"))', ["WD"]],
    ["D:NO_ACCESS_CONTROL", ["everyone"]],
    ["O:BAG:SY", ["everyone"]],
    ["D:", []],
  ])("%s lets in %j", (sddl, others) => {
    expect(otherReaders(`secret.txt\r\n${sddl}\r\n`, me)).toEqual(others);
  });

  it("is compared with the user's own SID, as whoami prints it", () => {
    expect(sidIn('"corp\\kim","S-1-5-21-1111-2222-3333-1001"\r\n')).toBe(me);
    expect(sidIn("ERROR: Access denied")).toBeNull();
  });
});
