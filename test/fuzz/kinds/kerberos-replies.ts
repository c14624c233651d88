import type { TicketCredential } from "../../../src/base/credential.ts";
import { Fault } from "../../../src/base/fault.ts";
import { keeperOf } from "../../../src/net/auth/kerberos/account-keeper.ts";
import type { KerberosAccount, KerberosContext } from "../../../src/net/auth/kerberos/kerberos.ts";
import { KerberosError } from "../../../src/net/auth/kerberos/trouble.ts";
import { Deadline } from "../../../src/net/deadline.ts";
import type { HttpLine } from "../../../src/net/http.ts";
import { logOnWithKerberos } from "../../../src/net/kerberos-logon.ts";
import type { LogonOptions } from "../../../src/net/logon.ts";
import { openGate } from "../../net/caller-side.ts";
import { challengeBytes } from "../../net/windows-side.ts";
import { joined, type Kind, piecesOf, verdictOf } from "../kind.ts";
import { derMutators } from "../mutations/der.ts";
import { lineMutators } from "../mutations/lines.ts";
import type { Mutator } from "../mutations/mutator.ts";
import { longRuns } from "../mutations/runs.ts";
import { answering, spnegoAnswer, states, tokenAnswer } from "../scripted-answers.ts";

const NAME = "pc-001.corp.example";
/** The one token that proves the host, and the one signature that holds. */
const PROOF = Buffer.from("the proof of the host");
const SIGNATURE = Buffer.from("the signature over the mechanisms");

/** A context whose library knows one token of the host's; of all others it says what MIT's says of them. */
class Context implements KerberosContext {
  complete = false;
  closed = 0;
  proven = false;

  async step(token: Buffer | null): Promise<Buffer | null> {
    if (this.closed > 0) throw new Error("a step of a context that was closed");
    if (token === null) return Buffer.from("our ticket");
    if (token.length === 0 || token.length % 5 === 0) throw new KerberosError("clock-skew", { minor: 37 });
    if (!token.equals(PROOF)) throw new KerberosError("other", { major: 1 });
    this.proven = true;
    this.complete = true;
    return null;
  }

  verify(_text: Buffer, signature: Buffer): boolean {
    return signature.equals(SIGNATURE);
  }

  seal(): never {
    throw new Error("nothing is sealed here");
  }

  unseal(): never {
    throw new Error("nothing is unsealed here");
  }

  close(): void {
    this.closed += 1;
  }
}

/** A change of the tokens within the headers. */
function within(change: Mutator): Mutator {
  return (input, chance, material) => {
    const text = input.toString("latin1");
    const tokens = [...text.matchAll(/Negotiate ([\w+/]+=*)/g)];
    const [whole, token] = chance.pick(tokens, null) ?? [];
    if (whole === undefined || token === undefined) return input;
    const changed = change(Buffer.from(token, "base64"), chance, material).toString("base64");
    return Buffer.from(
      text.replace(whole, () => `Negotiate ${changed}`),
      "latin1",
    );
  };
}

const right = tokenAnswer(200, spnegoAnswer(states.acceptCompleted, { token: PROOF, mic: SIGNATURE }));
const krbError = Buffer.from("YGkGCSqGSIb3EgECAgMAflowWKADAgEFoQMCAR6kERgPMjAyNjExMjEyMjAwMDBa", "base64");

/** What a host answers to a logon with Kerberos: it is let in by its proof alone. */
export const kerberosReplies: Kind = {
  samples: [
    right,
    joined([tokenAnswer(401, spnegoAnswer(states.acceptIncomplete, { token: PROOF })), tokenAnswer(200, null)]),
    tokenAnswer(200, PROOF),
    tokenAnswer(500, spnegoAnswer(states.acceptCompleted, { token: PROOF })),
    tokenAnswer(401, spnegoAnswer(states.reject, { token: krbError })),
    tokenAnswer(401, krbError),
    tokenAnswer(401, challengeBytes()),
    tokenAnswer(401, null),
    tokenAnswer(503, null),
  ],
  words: ["Negotiate", "Kerberos", "Basic", "200", "401", "500", "%%%\n", "YGkG", "oRQw", "TlRMTVNTUAACAAAA", "\r\n"],
  text: false,
  structures: [...derMutators.map(within), ...lineMutators, longRuns],
  async try(input) {
    const answer = answering(piecesOf(input));
    let [asked, open] = [0, 0];
    const line = {
      get usable() {
        return open > 0;
      },
      request: () => {
        asked += 1;
        return answer();
      },
      close: () => {
        open -= 1;
      },
    } as unknown as HttpLine;
    const credential: TicketCredential = { kind: "tickets", name: "", username: "admin@CORP.EXAMPLE", cache: null };
    const contexts: Context[] = [];
    const begin = () => {
      const context = new Context();
      contexts.push(context);
      return context;
    };
    const account: KerberosAccount = { lifetimeMs: 3_600_000, begin };
    // No library of the machine is asked.
    Object.assign(keeperOf(credential, true), { prepare: async () => {}, account: async () => account });
    const gate = openGate("alone");
    const expired = () => new Fault("INV427", "The host was silent.");
    const deadline = new Deadline({ signal: new AbortController().signal, timeoutMs: 600_000, expired });
    const options = {
      open: async () => {
        open += 1;
        return { line, certificate: null, asks: () => false };
      },
      auth: "kerberos",
      credential,
      gate,
      name: NAME,
      firstWordMs: 600_000,
      deadline,
    } as unknown as LogonOptions;
    let entered = false;
    try {
      return await verdictOf(async () => {
        const outcome = await logOnWithKerberos(options);
        if ("wanting" in outcome) throw new Error("Kerberos is not wanting here");
        entered = true;
      });
    } finally {
      deadline.end();
      checkEnd({ entered, asked, open, contexts });
    }
  },
};

interface End {
  readonly entered: boolean;
  readonly asked: number;
  readonly open: number;
  readonly contexts: readonly Context[];
}

function checkEnd({ entered, asked, open, contexts }: End): void {
  const [context, another] = contexts;
  if (another !== undefined || asked > 4) throw new Error(`${contexts.length} contexts, ${asked} requests`);
  if (entered && context?.proven !== true) throw new Error("a host was let in that proved nothing");
  if (entered !== open > 0) throw new Error(entered ? "the connection is closed" : "the connection is left open");
  if (!entered && context?.closed !== 1) throw new Error(`the context was closed ${context?.closed} times`);
}
