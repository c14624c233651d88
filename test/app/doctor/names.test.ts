import { expect, it } from "vitest";
import { accessWith } from "../../../src/app/access.ts";
import { Credentials } from "../../../src/app/credentials.ts";
import { diagnose } from "../../../src/app/doctor/doctor.ts";
import { readDoctorWork } from "../../../src/app/doctor/work.ts";
import { systemClock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import { nameResolver } from "../../../src/net/names.ts";
import { troublesOfNames } from "../../cases/doctor/troubles.ts";

const account = { kind: "password", name: "", username: "FLEET\\operator", password: new Secret("made up") } as const;

/** A name server that answers every question with this error of node:dns. */
function failing(code: string) {
  const fail = () => Promise.reject(Object.assign(new Error(code), { code }));
  return nameResolver({ ipv4: fail, ipv6: fail, system: fail });
}

async function look(host: string, code: string) {
  const credentials = new Credentials({ env: {} });
  const connection = {};
  const named = { hosts: [host], targets: null, runbook: null, port: null };
  const { plan } = await readDoctorWork({ ...named, connection, credentials, clock: systemClock });
  if (plan === null) throw new Error("the command line is wrong");
  const { signal } = new AbortController();
  const access = accessWith(account);
  return diagnose({ plan, access, concurrency: 1, signal, resolver: failing(code) });
}

it.each([
  { code: "INV401", error: "ENOTFOUND" },
  { code: "INV402", error: "ESERVFAIL" },
])(
  "$code is what doctor says where name servers answer with $error, and it looks no further",
  async ({ code, error }) => {
    const [diagnosis] = await look("pc-0042.fleet.example", error);
    expect(diagnosis?.cause).toMatchObject({ code, check: "name" });
    expect(diagnosis?.checks.slice(1).every(({ state }) => state === "not-checked")).toBe(true);
    expect(troublesOfNames.map((trouble) => trouble.code)).toContain(code);
  },
);
