/** A text shell of one simulated client, without a wire between: requests after the examples of [MS-WSMV] 4.7. */
import type { SimClient } from "../../src/sim/client.ts";
import type { FakeClock } from "../support/fake-clock.ts";
import { ask, part } from "./asking.ts";
import { TRANSFER, written } from "./caller.ts";

export const SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
export const CMD = `${SHELL}/cmd`;

export interface ShellRequest {
  readonly action: string;
  readonly shell?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function shellRequest({ action, shell, body = "", headers = {} }: ShellRequest): string {
  const selectors = shell === undefined ? {} : { ShellId: shell };
  const inside = body.replace(/^<rsp:\w+/, (tag) => `${tag} xmlns:rsp="${SHELL}"`);
  return written({ action, uri: CMD, selectors, body: inside, headers });
}

export const create = (inside = ""): string =>
  shellRequest({
    action: `${TRANSFER}/Create`,
    body: `<rsp:Shell>${inside}<rsp:InputStreams>stdin</rsp:InputStreams><rsp:OutputStreams>stdout stderr</rsp:OutputStreams></rsp:Shell>`,
  });

export const remove = (shell: string): string => shellRequest({ action: `${TRANSFER}/Delete`, shell });

export const command = (shell: string, line: string): string => {
  const escaped = line.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const body = `<rsp:CommandLine><rsp:Command>${escaped}</rsp:Command></rsp:CommandLine>`;
  return shellRequest({ action: `${SHELL}/Command`, shell, body });
};

export const receive = (shell: string, id: string, headers: ShellRequest["headers"] = {}): string => {
  const body = `<rsp:Receive><rsp:DesiredStream CommandId="${id}">stdout stderr</rsp:DesiredStream></rsp:Receive>`;
  return shellRequest({ action: `${SHELL}/Receive`, shell, body, headers });
};

export const send = (shell: string, id: string, text: string): string => {
  const bytes = Buffer.from(text).toString("base64");
  const body = `<rsp:Send><rsp:Stream Name="stdin" CommandId="${id}" End="true">${bytes}</rsp:Stream></rsp:Send>`;
  return shellRequest({ action: `${SHELL}/Send`, shell, body });
};

export const signal = (shell: string, id: string, code: string): string => {
  const body = `<rsp:Signal CommandId="${id}"><rsp:Code>${SHELL}/signal/${code}</rsp:Code></rsp:Signal>`;
  return shellRequest({ action: `${SHELL}/Signal`, shell, body });
};

/** The id that a Create or a Command gave. */
export function idOf(answer: { readonly text: string }): string {
  const { text } = answer;
  const id = part(text, /<rsp:CommandId>([^<]+)</) ?? part(text, /<rsp:ShellId>([^<]+)</);
  if (id === undefined) throw new Error(`no id in ${text}`);
  return id;
}

/** What a ReceiveResponse holds. */
export function received(text: string) {
  const stream = (name: string) =>
    Buffer.concat(
      [...text.matchAll(new RegExp(`<rsp:Stream Name="${name}" CommandId="[^"]+">([^<]*)<`, "g"))].map(([, base64]) =>
        Buffer.from(base64 as string, "base64"),
      ),
    ).toString("utf8");
  const code = part(text, /<rsp:ExitCode>(-?\d+)</);
  return { out: stream("stdout"), err: stream("stderr"), code: code === undefined ? null : Number(code) };
}

/** Runs one line in a shell of its own, to its end. */
export async function runInShell(client: SimClient, clock: FakeClock, line: string) {
  const shell = idOf(ask(client, create()));
  const id = idOf(ask(client, command(shell, line)));
  await clock.calm();
  const answer = received(ask(client, receive(shell, id)).text);
  ask(client, remove(shell));
  return answer;
}
