import { resolve } from "node:path";
import { Refusal } from "../base/refusal.ts";
import type { ConfiguredDirectory } from "../config/directory.ts";
import { createSource } from "../model/source.ts";
import { plainList } from "../targets/plain.ts";
import { readTextList } from "../targets/text-list.ts";
import { readAuthorities } from "./authorities.ts";
import type { ConfigFile, Configuration } from "./config.ts";
import type { Credentials } from "./credentials.ts";
import { listComputers } from "./directory.ts";
import type { AskSource } from "./dynamic-sources.ts";

/** The directory that is in force, and the file that says so. */
export interface NamedDirectory extends ConfiguredDirectory {
  readonly file: ConfigFile;
}

/** The user's directory, else that of a trusted project; null for none. */
export function directoryInForce({ user, project }: Configuration): NamedDirectory | null {
  for (const file of [user, project]) {
    const directory = file?.config.directory;
    if (file != null && directory !== undefined) return { ...directory, file };
  }
  return null;
}

/** Lists the computers that a filter lets through. Throws INV373 and INV374, and what the directory itself is refused with. */
export function askDirectory(credentials: Credentials, signal: AbortSignal): AskSource<"directory"> {
  return async ({ filter, base }) => {
    const directory = directoryInForce(credentials.configuration);
    if (directory === null)
      throw new Refusal("INV373", "Computers are asked of the directory, and none is configured.");
    checkGrant(directory, credentials);
    const { url, credential: name, ca, file } = directory;
    const credential = await credentials.resolve(name, "basic");
    if (credential.kind !== "password")
      throw new Refusal(
        "INV374",
        `The credential ${name}, with which the directory is asked, is no name and password.`,
      );
    const authorities = ca === null ? [] : [await readAuthorities(resolve(file.folder, ca))];
    const place = base ?? directory.base;
    const computers = await listComputers({ url, base: place, filter, credential, ca: authorities, signal });
    // A computer that never told its full name is known by its short one.
    const names = computers.map(({ name: short, dnsName }) => dnsName ?? short);
    const list = createSource(`directory ${filter} below ${place}`, names.join("\n"));
    return { selection: plainList(list, "text", readTextList(list.text)), diagnostics: [] };
  };
}

/** A project that is trusted still sends no credential of the user's where its owner did not let it go. */
function checkGrant({ url, credential, file }: NamedDirectory, { configuration }: Credentials): void {
  if (file.owner === "user") return;
  const named = configuration.credentials.find(({ name }) => name.toLowerCase() === credential.toLowerCase());
  const host = new URL(url).hostname;
  if (named?.file.owner !== "user" || named.grant?.allows({ name: host }) === true) return;
  throw new Refusal(
    "INV374",
    `The project's directory ${host} would get your credential ${credential}, which is not for it.`,
  );
}
