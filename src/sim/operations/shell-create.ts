/** Opening a text shell: [MS-WSMV] 3.1.4.5.2, rsp:Shell of 2.2.4.37, and recorded answers. */
import { join, type Markup, xml } from "../../wsman/markup.ts";
import { NS } from "../../wsman/namespaces.ts";
import type { XmlElement } from "../../wsman/xml.ts";
import { USERNAME } from "../account.ts";
import type { Answer } from "../envelope.ts";
import { SoapFault } from "../faults.ts";
import { readDuration } from "../request.ts";
import type { Shell } from "../shell/shells.ts";
import type { Operation } from "./target.ts";

/** The code page of a shell that asks for none. */
const DEFAULT_CODE_PAGE = 437;
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Opens a shell, and says what became of it. */
export function createShell({ client, connection, request }: Operation): Answer {
  const { content, options, resourceUri, to } = request;
  if (content === null || content.local !== "Shell" || content.ns !== NS.shell) throw new SoapFault("badBody");
  const id = content.attribute("", "ShellId");
  if (id !== null && !UUID.test(id)) throw new SoapFault("badShellArgument");
  const codePage = options.get("winrs_codepage")?.trim() ?? String(DEFAULT_CODE_PAGE);
  if (!/^\d{1,5}$/.test(codePage)) throw new SoapFault("badShellArgument");
  const idle = textOf(content, "IdleTimeOut");
  const shell = client.shells.open({
    id,
    codePage: Number(codePage),
    environment: readVariables(content),
    workingDirectory: textOf(content, "WorkingDirectory"),
    idleMs: idle === null ? null : readDuration(idle),
  });
  client.deeds.note(connection, { deed: "shell", subject: shell.id, result: "opened" });
  const streams = ["InputStreams", "OutputStreams"].map((name) => textOf(content, name) ?? "");
  const created = xml`<x:ResourceCreated><a:Address>${to}</a:Address><a:ReferenceParameters><w:ResourceURI>${resourceUri}</w:ResourceURI><w:SelectorSet><w:Selector Name="ShellId">${shell.id}</w:Selector></w:SelectorSet></a:ReferenceParameters></x:ResourceCreated>`;
  return { action: `${NS.transfer}/CreateResponse`, body: join([created, described(shell, resourceUri, streams)]) };
}

function described(shell: Shell, resourceUri: string, [input = "", output = ""]: readonly string[]): Markup {
  const { id, environment, workingDirectory, idleMs } = shell;
  const variables = [...environment].map(([name, value]) => xml`<rsp:Variable Name="${name}">${value}</rsp:Variable>`);
  const given = variables.length === 0 ? xml`` : xml`<rsp:Environment>${variables}</rsp:Environment>`;
  const place =
    workingDirectory === null ? xml`` : xml`<rsp:WorkingDirectory>${workingDirectory}</rsp:WorkingDirectory>`;
  return xml`<rsp:Shell xmlns:rsp="${NS.shell}"><rsp:ShellId>${id}</rsp:ShellId><rsp:ResourceUri>${resourceUri}</rsp:ResourceUri><rsp:Owner>${USERNAME}</rsp:Owner><rsp:ClientIP>127.0.0.1</rsp:ClientIP>${given}${place}<rsp:IdleTimeOut>PT${(
    idleMs / 1_000
  ).toFixed(
    3,
  )}S</rsp:IdleTimeOut><rsp:InputStreams>${input}</rsp:InputStreams><rsp:OutputStreams>${output}</rsp:OutputStreams><rsp:ShellRunTime>P0DT0H0M0S</rsp:ShellRunTime><rsp:ShellInactivity>P0DT0H0M0S</rsp:ShellInactivity></rsp:Shell>`;
}

function textOf(content: XmlElement, local: string): string | null {
  return content.child(NS.shell, local)?.text.trim() ?? null;
}

/** Recorded: a backslash in a name is lost. */
function readVariables(content: XmlElement): ReadonlyMap<string, string> {
  const variables = content.child(NS.shell, "Environment")?.children ?? [];
  return new Map(
    variables.map((variable) => [(variable.attribute("", "Name") ?? "").replaceAll("\\", ""), variable.text]),
  );
}
