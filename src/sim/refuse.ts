import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { rawAnswer, replyEmpty } from "./reply.ts";
import type { LogonTrouble, UndoneTrouble } from "./trouble.ts";

/** Meets the first token of a logon with trouble; nobody has judged it. */
export function troubleLogon(response: ServerResponse, trouble: LogonTrouble): void {
  const token = (octets: number) => [`Negotiate ${randomBytes(octets).toString("base64")}`];
  switch (trouble) {
    case "logon-reset":
      response.socket?.resetAndDestroy();
      return;
    case "logon-mute":
      return;
    case "logon-busy":
      replyEmpty(response, { status: 503 });
      return;
    case "logon-bad":
      replyEmpty(response, { status: 400, close: true });
      return;
    case "logon-garbage":
      replyEmpty(response, { status: 401, authenticate: token(120) });
      return;
    case "logon-welcome":
      replyEmpty(response, { status: 200 });
      return;
    case "logon-half": {
      const answer = rawAnswer({ status: 401, authenticate: token(240) }, Buffer.alloc(0));
      response.socket?.write(answer.subarray(0, answer.length >> 1));
    }
  }
}

/** Meets a message with trouble, and does nothing of what it asks for. */
export function refuseMessage(
  response: ServerResponse,
  { trouble, schemes }: { readonly trouble: Exclude<UndoneTrouble, "no-quota">; readonly schemes: readonly string[] },
): void {
  switch (trouble) {
    case "dropped":
      response.socket?.destroy();
      return;
    case "ignored":
      return;
    case "forgotten":
      replyEmpty(response, { status: 401, authenticate: schemes, close: true });
      return;
    case "busy":
      replyEmpty(response, { status: 503 });
      return;
    case "too-many":
      replyEmpty(response, { status: 429 });
      return;
    case "bad-request":
      replyEmpty(response, { status: 400, close: true });
      return;
    case "elsewhere":
      replyEmpty(response, { status: 302, location: "http://elsewhere.example/" });
      return;
  }
}
