import { type Configuration, NO_CONFIGURATION } from "../../src/app/config.ts";
import { createGrant } from "../../src/app/credential-grant.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { createSource } from "../../src/model/source.ts";

/** What a text of the user's configuration comes to. */
export function configurationOf(text: string, folder = "/srv/kim"): Configuration {
  const source = createSource(`${folder}/config.yml`, text);
  const { config, diagnostics } = parseConfig(source);
  if (config === null) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const file = { path: source.name, owner: "user", folder, source, config } as const;
  const credentials = config.credentials.map((credential) => ({
    ...credential,
    grant: credential.for === null ? null : createGrant(credential.for, () => {}),
    file,
  }));
  return { ...NO_CONFIGURATION, user: file, policy: config.policy, credentials };
}
