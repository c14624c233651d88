import type { Look, Patient, Seen } from "../../../src/app/doctor/patient.ts";
import { askForNames, compareClocks, findWinrm, readSchemes } from "../../../src/app/doctor/reach.ts";
import { challengeBytes } from "../../net/windows-side.ts";
import { goesOn, httpWords, letsIn, otherAnswers } from "../http-samples.ts";
import { InstantClock } from "../instant-clock.ts";
import { joined, type Kind, piecesOf, type Verdict, verdictOf } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";
import { longRuns } from "../mutations/runs.ts";
import { answering, spnegoAnswer, states, tokenAnswer } from "../scripted-answers.ts";
import { exchanged, simulated, steady } from "../simulated.ts";

/** Longer than a list of everything that a host may offer, and than its longest name. */
const LONGEST_DETAIL = 1_000;
const looks: readonly Look[] = [findWinrm, readSchemes, askForNames, compareClocks];
const name = "pc-001.corp.example";

function patientAt(pieces: readonly Buffer[]): Patient {
  const seen: Seen = { offers: [], challenge: null, httpDate: null, clockAheadMs: null, enabled: null, hostTime: null };
  const endpoint = { name, address: name, port: 5985, tls: false };
  return {
    target: { name },
    endpoint,
    doorstep: { ask: answering(pieces), speaksTls: async () => false, certificate: null },
    plan: { connection: { auth: "negotiate" } },
    clock: new InstantClock(),
    seen,
  } as unknown as Patient;
}

const identified = (await exchanged("identify", simulated())).map(({ reply }) => {
  const body = Buffer.from(steady(reply.body.toString()));
  const head = `HTTP/1.1 200 \r\nContent-Type: ${reply.contentType}\r\nDate: Sat, 21 Nov 2026 22:00:00 GMT\r\n`;
  return Buffer.concat([Buffer.from(`${head}Content-Length: ${body.length}\r\n\r\n`), body]);
});
const identity = identified[0] ?? letsIn;
const wrapped = tokenAnswer(401, spnegoAnswer(states.acceptIncomplete, { token: challengeBytes() }));

/** What the doctor is told before any logon: who is there, what it takes, how it is called, what time it has. */
export const doorsteps: Kind = {
  samples: [
    joined([identity, goesOn, goesOn]),
    joined([goesOn, goesOn, wrapped]),
    joined([identity, tokenAnswer(401, null), letsIn]),
    ...otherAnswers.map((answer) => joined([identity, answer, goesOn])),
    joined(otherAnswers),
  ],
  words: [...httpWords, "%%%\n", "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n", "Date: ", "ProductVendor", "Stack: 3.0"],
  text: false,
  structures: [...lineMutators, longRuns],
  async try(input): Promise<Verdict> {
    const patient = patientAt(piecesOf(input));
    const verdicts: Verdict[] = [];
    for (const look of looks)
      verdicts.push(
        await verdictOf(async () => {
          const { detail } = await look(patient);
          if (detail.length > LONGEST_DETAIL) throw new Error(`a detail of ${detail.length} characters`);
        }),
      );
    return verdicts.slice(0, 2).includes("accepted") ? "accepted" : "refused";
  },
};
