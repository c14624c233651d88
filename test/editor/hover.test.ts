import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from "yaml";
import { type SampleSchema, samples } from "../../src/report/explain-samples.ts";
import { stepKinds } from "../../src/steps/index.ts";
import { LanguageServer, serverInstalled } from "./language-server.ts";
import { positionAt, publishedSchema, type SchemaName, underSchema } from "./texts.ts";

const DYNAMIC = `collections: [x]
directory: [{ filter: (name=x), base: DC=x }]
commands: [x]
groups: [x]
tags: [x]`;

const TARGETS = `hosts:
  - { name: pc-1, address: 10.3.0.17, port: 15985, server-name: gw, fingerprint: "abababababababababababababababababababababababababababababababab", identity: any, tags: [lab] }
files:
  - { path: x.csv, column: Name }
  - { path: x, format: ansible }
${DYNAMIC}
stale: { hardware: 14d, software: 30d }
exclude:
  hosts:
    - { name: pc-2, address: 10.3.0.18, port: 15985, server-name: gw, fingerprint: "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd", identity: own, tags: [lab] }
  files:
    - { path: y.csv, column: Name }
    - { path: y, format: ansible }
${DYNAMIC.replaceAll(/^/gm, "  ")}
expect: { min: 1, max: 2 }
`;

/** Each kind in each of its shapes. */
const STEPS = stepKinds.flatMap(({ key, input }) =>
  samples(input as SampleSchema).map((sample) => `  - ${key}: ${sample === null ? "" : JSON.stringify(sample)}`),
);

/** Every key of the language, once at least. */
const RUNBOOK = `name: every-key
about: x
owner: x
targets:
${TARGETS.replaceAll(/^(?=.)/gm, "  ")}
require:
  site: P01
  provisioning-mode: false
  enabled: [hardware]
  client-version: ">=5.00.9096"
  last-report-older-than: { hardware: 7d, software: 7d }
connection: { auth: basic, credential: x, tls: true, ca: x.pem, server-name: gw, fingerprint: "efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef" }
rollout:
  batches: [5, 10%, rest]
  rate: unlimited
  concurrency: 1
  in-flight: unlimited
  logons: unlimited
  max-failed: 1
  max-unreachable: 60%
  retry-unreachable: 30m
  success: 95%
  window: { days: [mon], from: "22:00", to: "04:00", zone: Europe/Berlin }
steps:
  - reset-hw-cache:
    name: x
    timeout: 1m
    retries: 1
    on-error: stop
${STEPS.join("\n")}
`;

interface Part {
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly properties?: Readonly<Record<string, Part>>;
  readonly items?: Part;
  readonly anyOf?: readonly Part[];
}

/** Each property below a schema by its path, items unnumbered: `steps/wait/for`. */
function keysOf({ properties = {}, items, anyOf = [] }: Part, path = ""): readonly (readonly [string, Part])[] {
  return [
    ...Object.entries(properties).flatMap(([key, part]) => [
      [`${path}${key}`, part] as const,
      ...keysOf(part, `${path}${key}/`),
    ]),
    ...[...(items === undefined ? [] : [items]), ...anyOf].flatMap((part) => keysOf(part, path)),
  ];
}

/** Each key of a text by its path, and where it begins. */
function placesOf(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  visit(parseDocument(text), {
    Pair(_, { key }, above) {
      if (!isScalar(key) || !key.range) return;
      const path = above.flatMap((node) =>
        isPair(node) && isScalar(node.key) && !isMap(node.key) && !isSeq(node.key) ? [node.key.value] : [],
      );
      places.set([...path, key.value].join("/"), key.range[0]);
    },
  });
  return places;
}

const SCHEMAS: [name: SchemaName, text: string][] = [
  ["runbook", underSchema(RUNBOOK)],
  ["targets", underSchema(TARGETS, "targets")],
];

describe.skipIf(!serverInstalled).each(SCHEMAS)("an editor says of each key in a %s", (name, text) => {
  const places = placesOf(text);
  const keys = keysOf(publishedSchema(name) as Part);
  let server: LanguageServer;
  beforeAll(async () => {
    server = await LanguageServer.start();
  });
  afterAll(() => server.stop());

  it.each([...new Set(keys.map(([path]) => path))])("%s: what it is for, in whole sentences", async (path) => {
    const offset = places.get(path);
    expect(offset, "the text above lacks this key").toBeDefined();
    const shown = (await server.hover(text, positionAt(text, (offset as number) + 1)))
      .replaceAll("\\", "")
      .replaceAll("&emsp;", "  ");
    const told = keys
      .filter(([other]) => other === path)
      .map(([, part]) => (part.markdownDescription ?? part.description ?? "").replaceAll("\\", ""));
    expect(told.every((sentence) => /^[A-Z`].*\.$/s.test(sentence))).toBe(true);
    expect(told.some((sentence) => shown.startsWith(sentence))).toBe(true);
  });
});
