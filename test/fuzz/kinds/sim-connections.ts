import { connect } from "node:net";
import { negotiateMessage } from "../../../src/net/auth/ntlm-logon.ts";
import { startFleet } from "../../../src/sim/fleet.ts";
import { CLIENT_URI, readRow, TRANSFER, trigger, written } from "../../sim/caller.ts";
import { httpWords } from "../http-samples.ts";
import { InstantClock } from "../instant-clock.ts";
import type { Kind, Verdict } from "../kind.ts";
import { lineMutators } from "../mutations/lines.ts";
import { steady } from "../simulated.ts";

const PASSWORD = "Correct-Horse-7";
const NAME = "pc-001.corp.example";
/** A host that holds a connection this long has forgotten about it. */
const PATIENCE_MS = 10_000;

const fleet = await startFleet({
  clients: 1,
  names: [NAME],
  port: 0,
  seed: 1,
  weather: "fair",
  tls: false,
  allowUnencrypted: true,
  password: PASSWORD,
  clock: new InstantClock(),
});
const basic = Buffer.from(`${fleet.username}:${PASSWORD}`).toString("base64");

function post(body: string, headers: readonly string[], path = "/wsman"): Buffer {
  const bytes = Buffer.from(steady(body));
  const lines = [`POST ${path} HTTP/1.1`, `Host: ${NAME}:5985`, ...headers, `Content-Length: ${bytes.length}`];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), bytes]);
}

const soap = "Content-Type: application/soap+xml;charset=UTF-8";
const proven = `Authorization: Basic ${basic}`;
const identify =
  '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><i:Identify xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"/></s:Body></s:Envelope>';

/** What the host says until it hangs up, its caller having said all. */
function ask(input: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: fleet.address, port: fleet.port });
    let said = "";
    const patience = setTimeout(() => {
      socket.destroy();
      reject(new Error(`the connection was left open after ${JSON.stringify(said.slice(0, 200))}`));
    }, PATIENCE_MS);
    socket.setEncoding("latin1").on("data", (text: string) => {
      said += text;
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(patience);
      resolve(said);
    });
    socket.end(input);
  });
}

/** Requests to a simulated host over a real connection, heads and all. */
export const simConnections: Kind = {
  samples: [
    post(readRow(), [soap, proven]),
    post(trigger(), [soap, proven, "Connection: close"]),
    post(written({ action: `${TRANSFER}/Get`, uri: CLIENT_URI }), [soap, proven]),
    post(identify, [soap, "WSMANIDENTIFY: unauthenticated"]),
    post("", [`Authorization: Negotiate ${negotiateMessage.toString("base64")}`]),
    Buffer.concat([post(readRow(), [soap, proven]), post(readRow(), [soap, proven])]),
    post(readRow(), [soap]),
    post(readRow(), [soap, proven], "/other"),
  ],
  words: [
    ...httpWords,
    "POST",
    "GET",
    "/wsman",
    "Host:",
    "Authorization: Basic",
    "Negotiate",
    "WSMANIDENTIFY: unauthenticated",
  ],
  text: false,
  structures: lineMutators,
  waits: true,
  async try(input): Promise<Verdict> {
    const said = await ask(input);
    return /^HTTP\/1\.1 200/.test(said) ? "accepted" : "refused";
  },
  close: () => fleet.close(),
};
