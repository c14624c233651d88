import { parseConfig } from "../../../src/config/parse.ts";
import { checkHidden, HIDDEN } from "../hidden.ts";
import { IN_NO_HURRY, type Kind } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";
import { runbookWords } from "../texts.ts";
import { show, textOf } from "./runbook.ts";

const accounts = `credentials:
  reader: { username: reader@corp.example, password: { env: CORP_PASSWORD } }
  tickets: { tickets: true }
  service: { username: svc@CORP.EXAMPLE, keytab: /etc/invrun.keytab, for: [pc-*] }
  mine: { certificate: ~/invrun.pem, key: ~/invrun.key, passphrase: { key-store: invrun/mine } }
`;
const places = `site:
  service: https://sms.corp.example/AdminService
  code: P01
  credential: reader
  auth: kerberos
  ca: site-ca.pem
  dns-suffix: corp.example
  allow: [servers]
directory: { url: ldaps://dc-1.corp.example, base: "DC=corp,DC=example", credential: reader, ca: ca.pem }
commands:
  cmdb: { run: [cmdb-export, --site, P01], timeout: 30s }
`;
const placeWords: readonly string[] = [
  ..."site service code auth ca dns-suffix allow servers all-systems directory url base commands run timeout".split(
    " ",
  ),
  ..."username keytab tickets certificate key passphrase key-store prompt file command kerberos".split(" "),
  ...["https://a/b", "http://", "ldaps://a:0", "ldap://[::1]", "https://u:p@a/", "https://a/?x", "%2e%2e", "DC=a\\"],
];
/** A secret that stands in a configuration itself, which no message repeats. */
const WRITTEN_OUT = new RegExp(`^credentials:\\n(?: +.*\\n)*? {2,4}password: ${HIDDEN}$`, "m");

/** Texts of the user's configuration. */
export const configs: Kind = {
  samples: [
    "policy: { plan-above: 50, change: required }\n",
    "policy:\n  plan-above: 0\n",
    "policy:\n  change: required\n",
    "credentials:\n  corp:\n    username: CORP\\adm\n    password: { command: [pass, corp] }\n    for: ['*.corp.example', 'pc-[001:250]']\n",
    accounts,
    `${accounts}${places}`,
    `credentials:\n  corp:\n    username: CORP\\adm\n    password: ${HIDDEN}\n`,
  ].map((text) => Buffer.from(text)),
  words: [
    "policy",
    "plan-above",
    "change",
    "required",
    "credentials",
    "password",
    "env",
    "for",
    ...placeWords,
    ...runbookWords,
  ],
  text: true,
  structures: lineMutators,
  mostCpuMs: IN_NO_HURRY,
  async try(input) {
    const source = await textOf(input, "config.yml");
    if (source === null) return "refused";
    const { config, diagnostics } = parseConfig(source);
    show(diagnostics);
    const alone = source.text.split(HIDDEN).length === 2 && WRITTEN_OUT.test(source.text);
    if (alone) for (const { message, hint } of diagnostics) checkHidden(`${message} ${hint}`);
    return config === null ? "refused" : "accepted";
  },
};
