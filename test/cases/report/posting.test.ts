import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { change } from "../../../src/report/change.ts";
import { reportOf } from "../../report/hostile.ts";
import { ended, planOf, started, totals } from "../../report/scene.ts";
import { shellWithCurlAndJq } from "../../strangers/presence.ts";

/** One request as the service got it. */
interface Got {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string;
  readonly body: string;
}

const shell = shellWithCurlAndJq();
const got: Got[] = [];
let server: Server;
let folder: string;
let record: Record<string, unknown>;

/** Answers as ServiceNow's Table API does: the record that was asked for, in a list under `result`. */
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (piece: string) => {
      body += piece;
    });
    request.on("end", () => {
      const { method = "", headers } = request;
      got.push({ method, url: new URL(request.url ?? "", "http://service"), authorization: headers.authorization ?? "", body });
      response.setHeader("Content-Type", "application/json").end('{"result":[{"sys_id":"46f09e75a9fe198100f4ffd8d366d17b"}]}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  folder = await mkdtemp(join(tmpdir(), "invrun-posting-"));
  const plan = { ...planOf([1]), change: 'CHG0012345 & "x"=1' };
  const report = reportOf(plan, [
    started(plan),
    ended("pc-1"),
    { type: "run-finished", status: "finished", totals, requests: 3, ms: 9 },
  ]);
  const text = [...change(report)].join("");
  record = JSON.parse(text);
  await writeFile(join(folder, "change.json"), text);
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** Runs a block of docs/reports.md as it stands there. */
async function send(name: string, env: Record<string, string>): Promise<readonly Got[]> {
  const page = await readFile(new URL("../../../docs/reports.md", import.meta.url), "utf8");
  const block = new RegExp(`<!-- sends: ${name} -->\n\`\`\`sh\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (block === undefined) throw new Error(`no block of ${name}`);
  got.length = 0;
  await promisify(execFile)("bash", ["-euo", "pipefail", "-c", block], { cwd: folder, env: { ...process.env, ...env } });
  return [...got];
}

const home = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

describe.skipIf(shell.absent)(`the calls in docs/reports.md, by ${shell.name}`, () => {
  it("find the change in ServiceNow by its number and send it the fields of the record", async () => {
    const [asked, sent, ...more] = await send("servicenow", { SERVICENOW_URL: home(), SERVICENOW_TOKEN: "t0ken" });
    expect(more).toEqual([]);
    expect([asked?.method, asked?.url.pathname, sent?.method, sent?.url.pathname]).toEqual([
      "GET",
      "/api/now/table/change_request",
      "PATCH",
      "/api/now/table/change_request/46f09e75a9fe198100f4ffd8d366d17b",
    ]);
    expect(asked?.url.searchParams.get("sysparm_query")).toBe('number=CHG0012345 & "x"=1');
    expect([asked?.authorization, sent?.authorization]).toEqual(["Bearer t0ken", "Bearer t0ken"]);
    expect(JSON.parse(sent?.body ?? "")).toEqual(record.servicenow);
  });

  it("send Jira a comment", async () => {
    const env = { JIRA_URL: home(), JIRA_USER: "ops@corp.example", JIRA_TOKEN: "t0ken", JIRA_ISSUE: "CHG-7" };
    const [sent, ...more] = await send("jira", env);
    expect(more).toEqual([]);
    expect([sent?.method, sent?.url.pathname]).toEqual(["PUT", "/rest/api/3/issue/CHG-7"]);
    expect(sent?.authorization).toBe(`Basic ${Buffer.from("ops@corp.example:t0ken").toString("base64")}`);
    expect(JSON.parse(sent?.body ?? "")).toEqual(record.jira);
  });
});
