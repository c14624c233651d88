import { formatDuration } from "../../../base/duration.ts";
import { Fault } from "../../../base/fault.ts";
import { readAnswer } from "../../../wsman/answer.ts";
import { createClient } from "../../../wsman/client.ts";
import { createEnvelopeWriter, type RequestParts, SOAP_CONTENT_TYPE } from "../../../wsman/envelope.ts";
import { enumerateRequest, readEnumerate } from "../../../wsman/messages/enumerate.ts";
import { identifyRequest, readIdentity } from "../../../wsman/messages/identify.ts";
import { pullRequest, readPull } from "../../../wsman/messages/pull.ts";
import type { Answer, Bench, OpenPoint } from "./bench.ts";

/** What is settled between the two ends of a connection. */

const reads = { changes: false } as const;
/** How often a resting connection is looked at. */
const LOOK_MS = 250;
const READING = { doing: "Reading on", changes: false, names: "class" } as const;

/** In order. */
export const connectionPoints: readonly OpenPoint[] = [
  {
    id: "server",
    question: "What does the Server header say, and what Identify without a logon?",
    ...reads,
    async ask({ patient: { doorstep } }) {
      const headers = { "Content-Type": SOAP_CONTENT_TYPE, WSMANIDENTIFY: "unauthenticated" };
      const answer = await doorstep.ask({ headers, body: identifyRequest.bytes });
      const { status, server = "no such header" } = answer;
      if (status !== 200) return { answer: `${server}; HTTP ${status}` };
      return { answer: `${server}; ${readIdentity(readAnswer(answer, identifyRequest, READING)).version}` };
    },
  },
  {
    id: "product",
    question: "What does Identify say after a logon?",
    ...reads,
    async ask({ client, limits }) {
      const { version, securityProfiles } = await client.identify(limits);
      return { answer: version, seen: securityProfiles };
    },
  },
  {
    id: "two-leg-logon",
    question: "Is the first message taken together with the last token of the logon?",
    ...reads,
    async ask({ converse, limits, plan }) {
      if (plan.connection.auth === "basic") return { answer: "Basic has no tokens", notAsked: true };
      const { transport, gate } = converse("proven");
      try {
        await createClient(transport).identify(limits);
      } finally {
        transport.close();
      }
      const { results } = gate;
      // The gate was told of the realm then, and the message left when the host had proven itself.
      if (transport.logon?.mechanism === "kerberos")
        return { answer: "with Kerberos no message travels with a token", notAsked: true };
      if (results.length === 0) return { answer: "this kind of logon has one token", notAsked: true };
      const taken = results[0] === "accepted";
      return { answer: taken ? `yes, in ${transport.requests} requests` : "no: it wants the token alone first" };
    },
  },
  {
    id: "channel-binding",
    question: "Is a logon over TLS taken that is bound to its channel?",
    ...reads,
    async ask({ plan, patient, client, limits }) {
      const { auth } = plan.connection;
      const { tls } = patient.endpoint;
      if (!tls || auth === "basic") return { answer: "asked over TLS alone, with a kind that binds", notAsked: true };
      await client.identify(limits);
      return { answer: "yes" };
    },
  },
  {
    id: "idle-close",
    question: "After how long does a connection that rests end?",
    ...reads,
    async ask(bench) {
      const { converse, limits, clock, idleMs } = bench;
      const { transport } = converse("alone");
      try {
        await createClient(transport).identify(limits);
        const since = clock.monotonic();
        while (transport.connected && clock.monotonic() - since < idleMs) await clock.sleep(LOOK_MS, limits.signal);
        const restedMs = clock.monotonic() - since;
        if (!transport.connected)
          return { answer: `after ${formatDuration(Math.round(restedMs / 1_000) * 1_000 || 1)}` };
        await createClient(transport).identify(limits);
        return { answer: `not within ${formatDuration(idleMs)}; the next message was answered` };
      } finally {
        transport.close();
      }
    },
  },
  {
    id: "query-rests",
    question: "Is a query still known after it has rested?",
    ...reads,
    ask: readOnAfterRest,
  },
];

/** Begins a query without asking for its first results at once, rests, and reads on. */
async function readOnAfterRest({ converse, limits, clock, idleMs }: Bench): Promise<Answer> {
  const { transport } = converse("alone");
  const write = createEnvelopeWriter({});
  const exchange = async (parts: RequestParts) => {
    const request = write(parts, limits.timeoutMs);
    const reply = await transport.post(request.bytes, SOAP_CONTENT_TYPE, { ...limits, repeatable: false });
    return readAnswer(reply, request, READING);
  };
  const opening = enumerateRequest("root\\cimv2", "Win32_Service");
  try {
    const { context } = readEnumerate(await exchange(opening));
    if (context === null) return { answer: "the host answered with all of it at once", notAsked: true };
    await clock.sleep(idleMs, limits.signal);
    try {
      readPull(await exchange(pullRequest(opening.resourceUri, context)), context);
      return { answer: `yes, after ${formatDuration(idleMs)}` };
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      return { answer: `no, after ${formatDuration(idleMs)}: ${fault.code}` };
    }
  } finally {
    transport.close();
  }
}
