import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startSimulator } from "../../support/cli.ts";
import { readAzure, readGithub } from "../../support/pipeline-readers.ts";
import { azurePieces } from "../../support/pipelines/azure-pieces.ts";
import { actionSteps, githubPieces } from "../../support/pipelines/github-pieces.ts";
import { gitlabPieces, jenkinsPieces } from "../../support/pipelines/other-pieces.ts";
import type { Node, NodeMap } from "../../support/pipelines/page.ts";
import { type Given, type Pieces, pieceOf, textOf } from "../../support/pipelines/pieces.ts";
import { Shop } from "../../support/pipelines/shop.ts";

const RUNBOOK = `name: full-inventory
targets: { files: [fleet.yml] }
rollout: { rate: unlimited, logons: unlimited }
steps: [{ force-inventory: [hardware] }, { wait: 3s }]
`;

interface Case {
  readonly name: string;
  readonly read: (given: Given) => Pieces;
  /** What a job is ended with, and what its script then ends with. */
  readonly signal: NodeJS.Signals;
  readonly code: number;
}

const CASES: readonly Case[] = [
  { name: "the GitHub action", read: githubPieces, signal: "SIGINT", code: 130 },
  { name: "the Azure template", read: azurePieces, signal: "SIGKILL", code: 137 },
  { name: "the GitLab include", read: gitlabPieces, signal: "SIGKILL", code: 137 },
  { name: "the Jenkinsfile", read: jenkinsPieces, signal: "SIGTERM", code: 143 },
];
const GIVEN = { change: "CHG0012345", username: "u", password: "p" };

// They are written for bash, as the runners and agents of every system have it.
describe.skipIf(process.platform === "win32")("carried out here against simulated clients,", () => {
  it.concurrent.each(CASES)("$name applies what was approved, and keeps the journal when it is ended", async (one) => {
    const fleet = await startSimulator(["--clients", "6"]);
    try {
      const pieces = one.read({ ...GIVEN, username: fleet.username, password: fleet.password });
      const lists = { "runbooks/fleet.yml": await readFile(fleet.targets, "utf8") };
      const repository = { "runbooks/full-inventory.yml": RUNBOOK, ...lists };
      const shop = await Shop.open(join(fleet.folder, "shop"), repository, {});
      const checked = await shop.carryOut(pieces.validate);
      expect(checked.code, checked.said).toBe(0);
      const planned = await shop.carryOut(pieces.plan);
      expect(planned.code, planned.said).toBe(0);
      const digest = await pieces.digestOf(planned);
      expect(digest).toMatch(/^(?:[0-9a-z]{4}-){3}[0-9a-z]{4}$/);

      const other = await shop.carryOut(pieces.apply("0000-0000-0000-0000"));
      expect([other.code, other.said.includes("INV315")]).toEqual([5, true]);

      const ended = await shop.carryOut({ ...pieces.apply(digest), journal: /journal\.ndjson$/ }, one.signal);
      expect(ended.code, ended.said).toBe(one.code);
      const take = { take: pieces.kept, into: () => "kept" };
      const env = { INVRUN_USERNAME: fleet.username, INVRUN_PASSWORD: fleet.password };
      const resumed = await shop.carryOut({
        steps: [take, { run: 'exec invrun resume "$(dirname "$(find kept -name journal.ndjson)")" --json', env }],
        env: () => ({}),
      });
      expect(resumed.code, resumed.said).toBe(0);
      expect(JSON.parse(resumed.stdout)).toMatchObject({ change: "CHG0012345", totals: { succeeded: 6 } });
      const kept = await readdir(join(resumed.workspace, "kept"), { recursive: true });
      const reports = ["change.json", "junit.xml", "report.html"].filter((name) => kept.some((path) => path.endsWith(name)));
      // Who is killed writes none; the journal makes them.
      expect(reports).toHaveLength(one.signal === "SIGKILL" ? 0 : 3);
    } finally {
      await fleet.stop();
    }
  });

  it.concurrent.each(CASES)("$name fails for a mistake in the runbook, and tells of it in its platform's way", async ({ name, read }) => {
    const fleet = await startSimulator(["--clients", "1"]);
    try {
      const repository = { "runbooks/full-inventory.yml": RUNBOOK.replace("name:", "ownr: x\nname:") };
      const shop = await Shop.open(join(fleet.folder, "shop"), repository, {});
      const end = await shop.carryOut(read(GIVEN).validate);
      expect(end.code).toBe(2);
      expect(`${end.stdout}${end.said}`).toContain("unknown key `ownr`");
      const lines = end.said.split("\n");
      const place = lines.flatMap((line) => readGithub(line) ?? readAzure(line, false) ?? [])[0]?.properties;
      if (name.includes("GitHub")) expect(place).toMatchObject({ file: "runbooks/full-inventory.yml", line: "1" });
      if (name.includes("Azure")) expect(place).toMatchObject({ code: "INV120", linenumber: "1" });
      if (!name.includes("GitLab")) return;
      const report = join(fleet.folder, "shop", "artifacts", "of-invrun-validate", "gl-code-quality-report.json");
      const [issue] = JSON.parse(await readFile(report, "utf8"));
      expect(issue.location).toEqual({ path: "runbooks/full-inventory.yml", lines: { begin: 1 } });
    } finally {
      await fleet.stop();
    }
  });

  it("the action hands each line on as one word, and lets a shell read none of them", async () => {
    const fleet = await startSimulator(["--clients", "1"]);
    try {
      const program = join(fleet.folder, "program");
      await writeFile(program, '#!/bin/sh\nprintf "%s\\n" "$@"\nenv | grep -E "^(INVRUN|GIVEN)_" | sort\n', { mode: 0o755 });
      const shop = await Shop.open(join(fleet.folder, "shop"), {}, {});
      const files = '$(touch hacked)\n`touch hacked`\n"; touch hacked; "\n\n  a b  ';
      const account = { credential: "corp-admin", username: "CORP\\admin", password: "$(touch hacked)'\"" };
      const steps = actionSteps({ command: "apply", files, flags: "--change\nWORDS $HOME", program, ...account });
      const end = await shop.carryOut({ steps, env: () => ({}) });
      expect(end.stdout.split("\n")).toEqual([
        "apply",
        "$(touch hacked)",
        "`touch hacked`",
        '"; touch hacked; "',
        "  a b  ",
        "--change",
        "WORDS $HOME",
        "--runs-dir",
        "invrun-runs",
        ...["html=invrun-runs/report.html", "junit=invrun-runs/junit.xml", "change=invrun-runs/change.json"].flatMap(
          (report) => ["--report", report],
        ),
        "INVRUN_CORP_ADMIN_PASSWORD=$(touch hacked)'\"",
        "INVRUN_CORP_ADMIN_USERNAME=CORP\\admin",
        "",
      ]);
      expect(await readdir(end.workspace)).toEqual(["invrun-runs"]);
    } finally {
      await fleet.stop();
    }
  });
});

/** Every text below a key, wherever it stands. */
function textsBelow(node: Node, key: RegExp): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    key.test(name) ? [value].flat().map(String) : textsBelow(value as Node, key),
  );
}

const YAML = ["action.yml", "ci/github-workflow.yml", "ci/gitlab.yml", "ci/azure-pipelines-template.yml"];

describe("no secret and no input", () => {
  // docs.github.com, Script injections; learn.microsoft.com, Securely use variables and parameters in your pipeline.
  it.each(YAML)("is put into the text of a script of %s", (path) => {
    const scripts = textsBelow(pieceOf(path), /^(?:run|script|bash)$/);
    expect(scripts.filter((script) => /\$\{\{|\$\[|\$\([\w.-]+\)/.test(script))).toEqual([]);
    expect(scripts.length > 0).toBe(path !== "ci/github-workflow.yml");
  });

  it("is put into the text of a script of ci/Jenkinsfile, where double quotes would", () => {
    const text = textOf("ci/Jenkinsfile").replace(/\/\/.*$/gm, "");
    expect(text.match(/\bsh '(?:[^'\n]+'|''[^']+''')/g)?.length).toBe(text.match(/\bsh\b/g)?.length);
  });

  it("of an account comes from anywhere but the platform's secrets", () => {
    const texts = YAML.flatMap((path) => textsBelow(pieceOf(path), /^(?:username|password)$|_(?:USERNAME|PASSWORD)$/));
    const references = texts.filter((text) => text !== "[object Object]");
    expect([...new Set(references)].sort()).toEqual([
      "$(invrun-password)",
      "$(invrun-username)",
      "${{ inputs.password }}",
      "${{ inputs.username }}",
      "${{ secrets.INVRUN_PASSWORD }}",
      "${{ secrets.INVRUN_USERNAME }}",
    ]);
  });
});

describe("what a job wrote", () => {
  it("is kept by GitHub and Azure whatever became of the job, under a name without a dot", () => {
    const action = pieceOf("action.yml");
    const upload = (action.runs as NodeMap).steps as readonly NodeMap[];
    expect(upload.find((step) => String(step.uses).startsWith("actions/upload-artifact@"))?.if).toMatch(/\balways\(\)/);
    expect(textsBelow(pieceOf("ci/azure-pipelines-template.yml"), /^condition$/)).toEqual(["always()", "always()"]);
    expect((action.inputs as { "runs-dir": NodeMap })["runs-dir"].default).not.toMatch(/(?:^|\/)\./);
  });

  it("is kept by GitLab and Jenkins as well", () => {
    const { artifacts } = pieceOf("ci/gitlab.yml")["invrun-apply"] as { artifacts: NodeMap };
    expect(artifacts).toMatchObject({ when: "always", paths: ["plan.json", "invrun-runs/"] });
    expect(textOf("ci/Jenkinsfile")).toMatch(/post \{\s+always \{\s+archiveArtifacts artifacts: 'invrun-runs\/\*\*'/);
  });
});
