import { describe, expect, it } from "vitest";
import { askDirectory } from "../../src/app/ask-directory.ts";
import { NO_CONFIGURATION } from "../../src/app/config.ts";
import { Credentials } from "../../src/app/credentials.ts";
import { createSource } from "../../src/model/source.ts";
import { configurationOf } from "../support/configurations.ts";

const TEXT = "directory: { url: 'ldaps://dc-1.corp.example', base: 'DC=corp', credential: reader }\n";
const at = { source: createSource("x", ""), excludes: false };
const entry = { kind: "directory", filter: "(name=pc-*)", base: null, from: 0, to: 0 } as const;
const ask = (credentials: Credentials) => askDirectory(credentials, new AbortController().signal)(entry, at);

describe("a directory is not asked", () => {
  it("where none is configured", async () => {
    await expect(ask(new Credentials({ env: {} }))).rejects.toMatchObject({ code: "INV373", exit: 5 });
  });

  it("with a credential that is no name and password", async () => {
    const reader = "credentials: { reader: { username: r, keytab: /etc/r.keytab } }\n";
    const credentials = new Credentials({ env: {}, configuration: configurationOf(TEXT + reader) });
    const refusal: unknown = await ask(credentials).catch((error) => error);
    expect(refusal).toMatchObject({ exit: 5 });
  });

  it("by a project that would get a credential of the user's which is not for it", async () => {
    const project = configurationOf(TEXT);
    const user = configurationOf("credentials: { reader: { username: r, password: { prompt: true } } }\n");
    const file = { ...(project.user as NonNullable<typeof project.user>), owner: "project" } as const;
    const configuration = { ...NO_CONFIGURATION, user: user.user, project: file, credentials: user.credentials };
    const credentials = new Credentials({ env: {}, configuration });
    await expect(ask(credentials)).rejects.toMatchObject({ code: "INV374", exit: 5 });
  });
});
