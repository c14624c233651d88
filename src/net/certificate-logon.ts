import type { Socket } from "node:net";
import { systemClock } from "../base/clock.ts";
import type { CertificateCredential, Credential } from "../base/credential.ts";
import { formatDuration } from "../base/duration.ts";
import { Fault } from "../base/fault.ts";
import { checkClientDates, MUTUAL, refusingAlert } from "./auth/certificate.ts";
import { offersInWords, readOffers } from "./auth/offers.ts";
import { Deadline } from "./deadline.ts";
import type { HttpAnswer } from "./http-answer.ts";
import type { LoggedOn, LogonOptions, LogonOutcome, OpenLine } from "./logon.ts";
import { atGate } from "./logon-turn.ts";
import { certificateRefused } from "./tls.ts";

/**
 * A logon with a client certificate: the handshake makes the proof, so the gate is asked before it. A host asks for the
 * certificate at once, or, as HTTP.sys does by default, by another handshake once it has seen what is asked of it.
 */
export async function logOnWithCertificate(options: LogonOptions): Promise<LogonOutcome> {
  const { name, dial, message, deadline } = options;
  const credential = certificateOnly(options.credential);
  // Nobody need be asked about a certificate that has run out meanwhile.
  checkClientDates(credential, systemClock.now());
  const outcome = await atGate<Socket>(options, {
    open: dial,
    usable: (plain) => !plain.destroyed && plain.readyState === "open",
    close: (plain) => plain.destroy(),
    attempt: async (plain) => {
      const open = await handshake(options, { plain, credential });
      const current = dressed(open);
      const request = { ...current.dress(message), carriesMessage: true, signal: deadline.signal };
      const answer = await open.line.request(request).catch((error) => {
        throw refusedMeanwhile(error, { name, open });
      });
      if (answer.status === 401 || answer.status === 403) throw refusal(answer, { name, open });
      return { current, answer };
    },
  });
  return outcome as LogonOutcome;
}

interface Proof {
  readonly plain: Socket;
  readonly credential: CertificateCredential;
}

/** Whoever is silent here keeps others waiting at the gate, and is away: TLS is HTTP.sys' own affair, like a first token. */
async function handshake({ name, secure, deadline, firstWordMs }: LogonOptions, { plain, credential }: Proof) {
  const expired = () =>
    new Fault("INV427", `${name} took the connection and was silent for ${formatDuration(firstWordMs)}.`);
  const limit = new Deadline({ signal: deadline.signal, timeoutMs: firstWordMs, expired });
  try {
    return await secure(plain, credential, limit.signal);
  } finally {
    limit.end();
  }
}

function dressed({ line }: OpenLine): LoggedOn {
  return {
    line,
    sealing: null,
    dress: ({ body, contentType }) => ({ headers: { Authorization: MUTUAL, "Content-Type": contentType }, body }),
  };
}

interface Place {
  readonly name: string;
  readonly open: OpenLine;
}

/** The fault of an answer that lets nobody in. A host that never asked has refused no certificate. */
function refusal({ status, authenticate }: HttpAnswer, { name, open }: Place): Fault {
  if (open.asks()) return certificateRefused(name, `HTTP ${status}`);
  const offers = offersInWords(readOffers(authenticate));
  return new Fault("INV428", `${name} does not ask for a client certificate; it offers ${offers}.`);
}

/** What a lost connection means, where the host ended it in the second handshake: it then never read the message. */
function refusedMeanwhile(error: unknown, { name, open }: Place): unknown {
  const alert = error instanceof Fault && open.asks() ? refusingAlert(error.cause) : null;
  return alert === null ? error : certificateRefused(name, alert);
}

function certificateOnly(credential: Credential): CertificateCredential {
  if (credential.kind !== "certificate") throw new Error(`a logon by certificate was given ${credential.kind}`);
  return credential;
}
