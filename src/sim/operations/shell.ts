/** The text shell of Windows: [MS-WSMV] 3.1.4.4, 3.1.4.5 and 3.1.4.11 to 3.1.4.14, and recorded answers. */
import { type Markup, xml } from "../../wsman/markup.ts";
import { NS } from "../../wsman/namespaces.ts";
import type { XmlElement } from "../../wsman/xml.ts";
import type { Answer } from "../envelope.ts";
import { SoapFault } from "../faults.ts";
import type { SoapRequest } from "../request.ts";
import { runLine } from "../shell/cmd.ts";
import { consoleOf } from "../shell/console.ts";
import type { OutputStream, ShellCommand, Taken } from "../shell/shell-command.ts";
import { addCommand, dropCommand, findCommand, type Shell } from "../shell/shells.ts";
import { desiredStreams, RECEIVE_OVERHEAD_OCTETS, readBase64 } from "../shell/streams.ts";
import { createShell } from "./shell-create.ts";
import type { Operation } from "./target.ts";

/** The resource of text shells. */
export const SHELL_URI = `${NS.shell}/cmd`;

/** The action that asks for output, and may have to wait for it. */
export const RECEIVE = `${NS.shell}/Receive`;

const verbs: Readonly<Record<string, (operation: Operation) => Answer>> = {
  [`${NS.transfer}/Create`]: createShell,
  [`${NS.transfer}/Delete`]: closeShell,
  [`${NS.shell}/Command`]: startCommand,
  [RECEIVE]: receive,
  [`${NS.shell}/Send`]: send,
  [`${NS.shell}/Signal`]: signal,
};

/** Whether a request is about a text shell. */
export function isShellRequest({ resourceUri }: SoapRequest): boolean {
  return resourceUri.toLowerCase() === SHELL_URI.toLowerCase();
}

/** Carries a request about a shell out. */
export function serveShell(operation: Operation): Answer {
  const verb = verbs[operation.request.action];
  if (verb === undefined) throw new SoapFault("actionUnknown");
  return verb(operation);
}

/** Resolves when a Receive has something to answer with, or its time is up; for every other request at once. */
export async function untilReceivable({ client, request }: Operation): Promise<void> {
  if (!isShellRequest(request)) return;
  const command = commandToReceive(shellOf({ client, request }), request.content).command;
  const enough = new AbortController();
  const timeUp = client.clock.sleep(request.timeoutMs, enough.signal).catch(() => undefined);
  while (!command.answerable && !enough.signal.aborted) {
    await Promise.race([command.changed(), timeUp.then(() => enough.abort())]).catch(() => enough.abort());
  }
  enough.abort();
}

function closeShell(operation: Operation): Answer {
  const { client, connection } = operation;
  const { id } = shellOf(operation);
  client.shells.close(id);
  client.deeds.note(connection, { deed: "shell", subject: id, result: "closed" });
  return { action: `${NS.transfer}/DeleteResponse`, body: xml`` };
}

function startCommand(operation: Operation): Answer {
  const { client, connection, request } = operation;
  const shell = shellOf(operation);
  const content = named(request.content, "CommandLine");
  const [name, ...args] = content.children
    .filter(({ ns, local }) => ns === NS.shell && (local === "Command" || local === "Arguments"))
    .map(({ text }) => text);
  if (name === undefined) throw new SoapFault("badBody");
  const command = addCommand(shell);
  const line = [name, ...args].join(" ");
  const work = runLine(consoleOf({ client, connection }, shell, command), line).then((code) => {
    client.deeds.note(connection, { deed: "command", subject: line, result: `exit ${code}` });
    return code;
  });
  void command.run(work);
  const body = xml`<rsp:CommandResponse xmlns:rsp="${NS.shell}"><rsp:CommandId>${command.id}</rsp:CommandId></rsp:CommandResponse>`;
  return answer("Command", body);
}

function receive(operation: Operation): Answer {
  const { request } = operation;
  const { command, streams } = commandToReceive(shellOf(operation), request.content);
  if (!command.answerable) throw new SoapFault(command.over ? "commandGone" : "timedOut");
  const taken = command.take(Math.floor(((request.maxEnvelopeSize - RECEIVE_OVERHEAD_OCTETS) * 3) / 4));
  return answer("Receive", received(command.id, streams, taken));
}

function commandToReceive(shell: Shell, content: XmlElement | null) {
  const desired = named(content, "Receive").child(NS.shell, "DesiredStream");
  const id = desired?.attribute("", "CommandId") ?? null;
  // Recorded: whoever names no command is told that the parameter is wrong.
  if (desired === null || id === null) throw new SoapFault("badShellArgument");
  return { command: findCommand(shell, id), streams: desiredStreams(desired.text) };
}

function received(id: string, streams: readonly OutputStream[], { chunks, exitCode }: Taken): Markup {
  const pieces = chunks
    .filter(({ stream }) => streams.includes(stream))
    .map(
      ({ stream, bytes }) =>
        xml`<rsp:Stream Name="${stream}" CommandId="${id}">${bytes.toString("base64")}</rsp:Stream>`,
    );
  const ends = exitCode === null ? [] : streams;
  const ended = ends.map((stream) => xml`<rsp:Stream Name="${stream}" CommandId="${id}" End="true"></rsp:Stream>`);
  const state = `${NS.shell}/CommandState/${exitCode === null ? "Running" : "Done"}`;
  const code = exitCode === null ? xml`` : xml`<rsp:ExitCode>${exitCode}</rsp:ExitCode>`;
  return xml`<rsp:ReceiveResponse xmlns:rsp="${NS.shell}">${pieces}${ended}<rsp:CommandState CommandId="${id}" State="${state}">${code}</rsp:CommandState></rsp:ReceiveResponse>`;
}

function send(operation: Operation): Answer {
  const shell = shellOf(operation);
  for (const stream of named(operation.request.content, "Send").children) {
    const id = stream.attribute("", "CommandId");
    if (id === null || stream.attribute("", "Name") !== "stdin") throw new SoapFault("badShellArgument");
    const last = /^(?:true|1)$/i.test(stream.attribute("", "End") ?? "");
    if (!findCommand(shell, id).feed(readBase64(stream.text), last)) throw new SoapFault("badShellArgument");
  }
  return answer("Send", xml`<rsp:SendResponse xmlns:rsp="${NS.shell}"/>`);
}

/** `terminate` forgets the command as well. One that has ended is told so in vain, as recorded hosts have it. */
function signal(operation: Operation): Answer {
  const shell = shellOf(operation);
  const content = named(operation.request.content, "Signal");
  const id = content.attribute("", "CommandId");
  if (id === null) throw new SoapFault("badShellArgument");
  const command: ShellCommand = findCommand(shell, id);
  const code = content.child(NS.shell, "Code")?.text.trim().toLowerCase() ?? "";
  if (code === `${NS.shell}/signal/terminate`) dropCommand(shell, command);
  else if (code === `${NS.shell}/signal/ctrl_c` || code === `${NS.shell}/signal/ctrl_break`) command.stop();
  else throw new SoapFault("badShellArgument");
  return answer("Signal", xml`<rsp:SignalResponse xmlns:rsp="${NS.shell}"/>`);
}

function shellOf({ client, request }: Pick<Operation, "client" | "request">): Shell {
  return client.shells.find(request.selectors.get("shellid") ?? "");
}

function named(content: XmlElement | null, local: string): XmlElement {
  if (content === null || content.local !== local || content.ns !== NS.shell) throw new SoapFault("badBody");
  return content;
}

function answer(verb: string, body: Markup): Answer {
  return { action: `${NS.shell}/${verb}Response`, body };
}
