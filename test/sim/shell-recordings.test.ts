import { describe, expect, it } from "vitest";
import { parseXml, type XmlElement } from "../../src/wsman/xml.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { needed, type Recorded, recordedPairs, recordings } from "../wsman/recordings.ts";
import { ask, clientOf } from "./asking.ts";

const SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";

/** What differs from computer to computer, and says nothing of how a shell answers. */
const OWN = new Set([
  "Owner",
  "ClientIP",
  "ShellRunTime",
  "ShellInactivity",
  "ActivityId",
  "MessageID",
  "Text",
  "Message",
]);
const IDS = /[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}/gi;
/** Windows 2008 R2, which knew another option; an id that its own caller made up. */
const LEFT_OUT = /no_cmd_shell|envelope_size/;
/** Listings of what is on the recorded computers. */
const LISTINGS = /environment|noprofile/;

const sessions = new Map<string, Recorded[]>();
for (const pair of recordedPairs()) {
  const name = pair.name.replace(/ \d+$/, "");
  if (!LEFT_OUT.test(name)) sessions.set(name, [...(sessions.get(name) ?? []), pair]);
}

/** An answer's body, as nested names with their attributes and texts, ids apart, in the order of the recording. */
function shape(text: string): unknown {
  const envelope = parseXml(text);
  const body = envelope.child("http://www.w3.org/2003/05/soap-envelope", "Body");
  return body === null ? null : shapeOf(body);
}

function shapeOf(element: XmlElement): unknown {
  const attributes = ["Name", "End", "State", "Code"].map((name) => element.attribute("", name) ?? "").join(" ");
  const local = `${element.ns} ${element.local} ${attributes}`.trim();
  if (OWN.has(element.local)) return local;
  const own = element.children.length === 0 ? element.text.trim().replace(IDS, "id") : "";
  return [local, own, ...element.children.map(shapeOf)];
}

/** The streams of a session, joined: how output is cut into pieces is nobody's promise. */
function output(texts: readonly string[]): Readonly<Record<string, string>> {
  const streams: Record<string, string> = {};
  const pieces = texts.flatMap((text) => [...text.matchAll(/<rsp:Stream Name="(\w+)"[^>]*>([^<]+)</g)]);
  for (const [, name = "", base64 = ""] of pieces) {
    streams[name] = (streams[name] ?? "") + Buffer.from(base64, "base64").toString("utf8");
  }
  return streams;
}

/** Ids of the recorded host become those that the simulated one gave in their place. */
class Translation {
  readonly #ids = new Map<string, string>();

  learn(recorded: string, given: string): void {
    const [theirs, ours] = [recorded, given].map((text) => [
      ...text.matchAll(/(?:ShellId|CommandId)(?:">|>)([^<]+)</g),
    ]);
    theirs?.forEach(([, id = ""], index) => void this.#ids.set(id, ours?.[index]?.[1] ?? ""));
  }

  apply(request: string): string {
    return request.replace(IDS, (id) => this.#ids.get(id) ?? id);
  }
}

describe.runIf(recordings !== null)(`shells of real hosts, replayed${needed}`, () => {
  it.each([...sessions.keys()])("%s: the simulated host answers alike", async (name) => {
    const clock = new FakeClock();
    const client = clientOf("healthy", { clock });
    const ids = new Translation();
    const theirs: string[] = [];
    const ours: string[] = [];
    for (const { request, response, status } of sessions.get(name) ?? []) {
      // The recorded computers took their time where a command sleeps.
      if (request.includes(`${SHELL}/Receive`) && status === 200 && name.includes("timeout") && ours.length > 3) {
        await clock.settle(clock.sleep(60_000));
      }
      await clock.calm();
      const answer = ask(client, ids.apply(request));
      ids.learn(response, answer.text);
      theirs.push(response);
      ours.push(answer.text);
      expect(answer.status).toBe(status);
      expect(headerAction(answer.text)).toBe(headerAction(response));
      if (!response.includes("<rsp:ReceiveResponse")) expect(shape(answer.text)).toEqual(shape(response));
      else expect(ends(answer.text)).toEqual(ends(response));
    }
    if (!LISTINGS.test(name)) expect(output(ours)).toEqual(output(theirs));
    client.close();
  });
});

function headerAction(text: string): string | undefined {
  return /<a:Action[^>]*>([^<]*)</.exec(text)?.[1];
}

/** The ends of streams, the state and the exit code of a ReceiveResponse. */
function ends(text: string): readonly string[] {
  return [...text.matchAll(/End="true"|CommandState\/\w+|<rsp:ExitCode>-?\d+/g)].map(String);
}
