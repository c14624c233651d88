import { describe, expect, it } from "vitest";
import { checkText } from "../../src/app/validate.ts";
import { formatDuration } from "../../src/base/duration.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { hasErrors } from "../../src/model/diagnostic.ts";
import { createSource, type Source } from "../../src/model/source.ts";
import { weekdays } from "../../src/model/window.ts";
import { CONNECT_TIMEOUT_MS, OPERATION_TIMEOUT_MS, RETRIES } from "../../src/plan/assemble.ts";
import { batchSizes } from "../../src/plan/batches.ts";
import { RUNBOOK_DEFAULTS } from "../../src/runbook/build.ts";
import { stepOptions } from "../../src/runbook/schema.ts";
import { queryOf, WAIT_TIMEOUT_MS } from "../../src/steps/wait-input.ts";
import { filesBelow, read } from "./tree.ts";

/**
 * A block of YAML in a page. The comment on the line before its fence, which no reader sees, says what it is: nothing for
 * a whole runbook or list of targets, `part` for some keys of a runbook, `steps` for items of its steps, and
 * `wrong: INV118` for a part in which exactly these codes are found; `config` for the user's configuration; `pipeline:
 * gitlab` for what another program reads, which test/cases/pipelines carries out.
 */
interface Block {
  readonly place: string;
  readonly mark: string;
  readonly text: string;
}

const pages = [...filesBelow("docs"), { path: "README.md", text: read("README.md") }];
const blocks: readonly Block[] = pages.flatMap(({ path, text }) =>
  [...text.matchAll(/(?:^<!-- ([^>]*) -->\n)?^```yaml\n(.*?)^```$/gms)].map((match) => ({
    place: `${path}:${text.slice(0, match.index).split("\n").length}`,
    mark: match[1] ?? "",
    text: match[2] as string,
  })),
);

/** The block made into a whole text. Every step may follow this force, so that a wait has something to wait for. */
function whole({ mark, text }: Block): string {
  if (mark === "" || mark === "config") return text;
  const force = "steps:\n  - force-inventory: [hardware, software]\n";
  if (mark === "steps") return `name: example\nconnection: { tls: true }\n${force}${text.replace(/^(?=.)/gm, "  ")}`;
  return `name: example\n${/^steps:/m.test(text) ? text : text + force}`;
}

describe("every block of YAML in the pages", () => {
  it("is found", () => {
    const fences = pages.flatMap(({ text }) => text.match(/^\s*```ya?ml/gm) ?? []);
    expect(blocks.length).toBe(fences.length);
    const marks =
      /^(?:|part|steps|config|pipeline: (?:github|gitlab|azure|kubernetes)|wrong: INV\d{3}(?:, INV\d{3})*)$/;
    expect(blocks.filter(({ mark }) => !marks.test(mark))).toEqual([]);
  });

  it.each(blocks.filter(({ mark }) => !/^(?:wrong|pipeline)/.test(mark)))("$place is right", (block) => {
    const check = (source: Source) => (block.mark === "config" ? parseConfig(source).diagnostics : checkText(source));
    const found = check(createSource(block.place, whole(block)));
    expect(found.filter((each) => hasErrors([each])).map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });

  it.each(blocks.filter(({ mark }) => mark.startsWith("wrong")))("$place has the mistake that it shows", (block) => {
    const found = checkText(createSource(block.place, whole(block))).filter((each) => hasErrors([each]));
    expect([...new Set(found.map(({ code }) => code))].sort()).toEqual(block.mark.slice("wrong: ".length).split(", "));
  });
});

describe("the defaults that docs/runbooks.md names", () => {
  const page = read("docs/runbooks.md");
  const table = page.slice(page.indexOf("## Defaults"), page.indexOf("## Values"));
  const named = new Map(
    [...table.matchAll(/^\| `([\w.-]+)`(?:, ([\w ]+))? \| `([^`]+)` \|$/gm)].map(([, key, which, value]) => [
      which === undefined ? key : `${key} ${which}`,
      value,
    ]),
  );
  const { connection, rollout } = RUNBOOK_DEFAULTS;
  const sizesOf = (targets: number) => `[${batchSizes(rollout, targets).join(", ")}]`;

  it("are the code's, and none is missing", () => {
    expect(Object.fromEntries(named)).toEqual({
      "connection.auth": connection.auth,
      "connection.tls": String(connection.tls),
      "rollout.batches up to 20 targets": sizesOf(20),
      "rollout.batches more targets": sizesOf(21),
      "rollout.rate": `${rollout.ratePerMinute}/min`,
      "rollout.concurrency": String(rollout.concurrency),
      "rollout.in-flight": String(rollout.inFlight),
      "rollout.logons": `${rollout.logonsPerSecond}/s`,
      "rollout.max-failed": rollout.maxFailed,
      "rollout.success": rollout.success,
      "rollout.window.days": `[${[...weekdays.slice(1), weekdays[0]].join(", ")}]`,
      "steps.timeout": formatDuration(OPERATION_TIMEOUT_MS),
      "steps.retries": String(RETRIES),
      "steps.on-error": (stepOptions["on-error"] as { readonly default?: string }).default,
      "steps.wait.timeout hardware": formatDuration(WAIT_TIMEOUT_MS.hardware),
      "steps.wait.timeout software": formatDuration(WAIT_TIMEOUT_MS.software),
      "steps.wait.timeout query": formatDuration(WAIT_TIMEOUT_MS.query),
      "steps.wait.namespace": queryOf({ query: "select Name from X", until: "found" }).namespace,
    });
    expect(table).toContain(`\`${formatDuration(CONNECT_TIMEOUT_MS)}\``);
  });

  it("leave out only what there is none of", () => {
    const none = Object.entries({ ...connection, ...rollout }).filter(([, value]) => value === null);
    const unnamed = ["credential", "ca", "serverName", "fingerprint", "maxUnreachable", "retryUnreachableMs", "window"];
    // The number of targets decides about batches.
    expect(none.map(([key]) => key).sort()).toEqual([...unnamed, "batches"].sort());
    const keys = [...named.keys()].map((key) => /^(?:connection|rollout)\.([\w-]+)(?: |$)/.exec(key as string)?.[1]);
    const values = Object.keys({ ...connection, ...rollout }).length - unnamed.length;
    expect(new Set(keys.filter((key) => key !== undefined)).size).toBe(values);
  });
});
