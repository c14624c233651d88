/** Says something to a host on loopback that is meant to be pc-001.corp.example, and prints what came of it: for a process with certificate authorities of its own. */
import { Fault } from "../../src/base/fault.ts";
import { Secret } from "../../src/base/secret.ts";
import { connect } from "../../src/net/connection.ts";

const name = "pc-001.corp.example";
const transport = connect({
  endpoint: {
    name,
    address: "127.0.0.1",
    port: Number(process.argv[2]),
    tls: true,
    serverName: null,
    fingerprint: null,
    ca: process.argv.slice(3),
  },
  auth: "basic",
  credential: { kind: "password", name: "", username: "nobody", password: new Secret("nothing") },
  gate: { enter: async () => ({ form: "alone", done: () => {} }) },
  checkIdentity: () => {},
  connectTimeoutMs: 30_000,
});
const options = { repeatable: false, signal: new AbortController().signal, timeoutMs: 60_000 };
try {
  const { body } = await transport.post(Buffer.from("hello"), "application/soap+xml", options);
  console.log(body.toString());
} catch (error) {
  console.log(error instanceof Fault ? error.code : error);
} finally {
  transport.close();
}
