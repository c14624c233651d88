import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/base/fault.ts";
import { readAnswer } from "../../src/wsman/answer.ts";
import { createEnvelopeWriter, type RequestParts } from "../../src/wsman/envelope.ts";
import { hostCodes } from "../../src/wsman/fault-codes.ts";
import { deleteRequest } from "../../src/wsman/messages/delete.ts";
import { readEnumerate } from "../../src/wsman/messages/enumerate.ts";
import { getRequest, readGet } from "../../src/wsman/messages/get.ts";
import { invokeRequest, readInvoke } from "../../src/wsman/messages/invoke.ts";
import { pullRequest, readPull } from "../../src/wsman/messages/pull.ts";
import { NS } from "../../src/wsman/namespaces.ts";
import { parseXml, type XmlElement } from "../../src/wsman/xml.ts";
import { soap } from "./answers.ts";
import { documentedExamples, needed, recordedFaults, recordedPairs, recordings, sdkNames } from "./recordings.ts";

const write = createEnvelopeWriter();
/** Its answer relates to a request of another session: the recording was put together from two. */
const STRAY = "test_winrs_unicode.yml 5";
const OPERATION = { doing: "Doing it", changes: true, names: "object" as const };

function part(envelope: XmlElement, local: "Header" | "Body"): XmlElement {
  const found = envelope.child(NS.soap, local);
  if (found === null) throw new Error(`no ${local}`);
  return found;
}

/** What the answer to a recorded request is recognised by. */
function asRequest(text: string) {
  const header = part(parseXml(text), "Header");
  const field = (local: string) => header.child(NS.addressing, local)?.text.trim() ?? "";
  return { bytes: Buffer.from(text), answerAction: `${field("Action")}Response`, messageId: field("MessageID") };
}

function outcome(text: string, status: number, request: ReturnType<typeof asRequest>): XmlElement | Fault {
  try {
    return readAnswer(soap(text, status), request, OPERATION);
  } catch (fault) {
    return fault as Fault;
  }
}

/** Element names with mustUnderstand, in any order: what a host judges headers by. */
function shape(header: XmlElement): readonly string[] {
  const own = header.children.map((child) => {
    const bearer = child.local === "ReplyTo" ? child.children[0] : child;
    const must = bearer?.attribute(NS.soap, "mustUnderstand") ?? "absent";
    return `{${child.ns}}${child.local} mustUnderstand=${must}`;
  });
  return own.toSorted();
}

const example = (start: string) => {
  const found = documentedExamples().find(({ name }) => name.startsWith(start));
  if (found === undefined) throw new Error(`no example ${start}`);
  return found.text;
};
const ours = (parts: RequestParts) => parseXml(write(parts, 60_000).bytes);
const names = (element: XmlElement) => element.children.map(({ ns, local }) => `{${ns}}${local}`).toSorted();

describe.skipIf(recordings === null)(`recorded answers of Windows${needed}`, () => {
  it.each(recordedPairs())("$name is read", ({ name, request, response, status }) => {
    const read = outcome(response, status, asRequest(request));
    if (name === STRAY) expect(read).toMatchObject({ code: "INV606" });
    else if (status === 200) expect(read).toMatchObject({ ns: NS.soap, local: "Body" });
    else expect(read).toMatchObject({ name: "Fault", detail: { wsman: expect.stringMatching(/^0x[0-9A-F]{8}$/) } });
  });

  it("mean what their codes mean", () => {
    const faults = recordedPairs()
      .filter(({ status }) => status !== 200)
      .map(({ name, request, response, status }) => {
        const fault = outcome(response, status, asRequest(request)) as Fault;
        return `${name.replace(/\.yml.*/, "")} ${fault.code} ${fault.detail?.wsman} ${fault.detail?.subcode}`;
      });
    expect(faults.toSorted()).toEqual([
      "test_winrs_bad_cmd_id INV715 0x8033805B InvalidSelectors",
      "test_winrs_fail_poll_process INV707 0x00000057 InvalidParameter",
      "test_winrs_no_cmd_shell INV718 0x80070002 InternalError",
      "test_winrs_operation_timeout INV710 0x80338029 TimedOut",
      "test_winrs_operation_timeout INV710 0x80338029 TimedOut",
    ]);
  });

  it("are faults of the code that they hold", () => {
    const request = { bytes: Buffer.alloc(0), answerAction: null, messageId: null };
    const codes = recordedFaults().map(({ name, text }) => {
      const { code, detail, delivered } = outcome(text, 500, request as never) as Fault;
      return [name, code, detail?.wsman, delivered];
    });
    expect(codes).toEqual([
      ["fault_internal_error_pwrshplugin.xml", "INV718", `0x${(2_152_992_672).toString(16).toUpperCase()}`, "maybe"],
      ["fault_timed_out.xml", "INV710", "0x80338029", "maybe"],
    ]);
  });
});

describe.skipIf(recordings === null)(`our requests${needed}`, () => {
  it("have the headers of every recorded request, no more and no less", () => {
    const path = { namespace: "root\\x", className: "Y" };
    const bare = shape(part(ours(getRequest(path)), "Header"));
    const keyed = shape(part(ours(deleteRequest({ ...path, keys: { K: "1" } })), "Header"));
    const ofShell = (line: string) => !line.includes("OptionSet");
    for (const { request } of recordedPairs()) {
      const recorded = shape(part(parseXml(request), "Header")).filter(ofShell);
      expect([bare, keyed]).toContainEqual(recorded);
    }
  });

  it.each([
    ["4.1.1-1", getRequest({ namespace: "root\\mynamespace", className: "myclass", keys: { id: "1" } })],
    [
      "4.1.2.3-1",
      pullRequest("http://schemas.microsoft.com/wbem/wsman/1/wmi/root/mynamespace/myclass", "uuid:22EB9809-5543"),
    ],
    [
      "4.1.4-1",
      invokeRequest({ namespace: "root\\cimv2", className: "Win32_Process" }, "Create", {
        CommandLine: "notepad.exe",
        CurrentDirectory: "C:\\",
      }),
    ],
  ])("hold what example %s of [MS-WSMV] holds", (start, parts) => {
    const documented = parseXml(example(start));
    const sent = ours(parts);
    const field = (envelope: XmlElement, ns: string, local: string) =>
      part(envelope, "Header").child(ns, local)?.text.trim();
    for (const [ns, local] of [
      [NS.addressing, "Action"],
      [NS.wsman, "ResourceURI"],
    ] as const)
      expect(field(sent, ns, local)).toBe(field(documented, ns, local));
    expect(names(part(sent, "Header"))).toEqual(expect.arrayContaining(names(part(documented, "Header"))));
    const [sentBody, documentedBody] = [part(sent, "Body").children, part(documented, "Body").children];
    expect(sentBody.map(({ local }) => local)).toEqual(documentedBody.map(({ local }) => local));
    for (const [index, element] of documentedBody.entries())
      expect(sentBody[index]?.children.map(({ local }) => local)).toEqual(element.children.map(({ local }) => local));
  });
});

describe.skipIf(recordings === null)(`the examples of [MS-WSMV]${needed}`, () => {
  it.each(documentedExamples())("$name is read as XML", ({ text }) => {
    expect(parseXml(text)).toMatchObject({ ns: NS.soap, local: "Envelope" });
  });

  const answer = (question: string, reply: string) => {
    const read = outcome(example(reply), 200, asRequest(example(question)));
    if (!("children" in read)) throw read;
    return read;
  };

  it("give an instance, pages of instances, an output and a fault", () => {
    const instance = readGet(answer("4.1.1-1", "4.1.1-2"));
    expect([instance.className, [...instance.properties]]).toEqual([
      "myclass",
      [
        ["Data1", "Hello World"],
        ["id", "1"],
      ],
    ]);
    expect(readEnumerate(answer("4.1.2.1-1", "4.1.2.2-1"))).toEqual({
      items: [],
      context: "uuid:22EB9809-5543-4020-A75C-FD95FF06217B",
    });
    const first = readPull(answer("4.1.2.3-1", "4.1.2.4-1"), "x");
    const last = readPull(answer("4.1.2.5-1", "4.1.2.6-1"), "x");
    expect([first.items.length, first.context]).toEqual([1, "uuid:2504CA0D-94B9-4F91-B2F7-9F4CD9A2A96C"]);
    expect([last.items.length, last.context]).toEqual([1, null]);
    const output = readInvoke(answer("4.1.4-1", "4.1.4-2"), "Create");
    expect([...output.properties]).toEqual([
      ["ProcessId", "4000"],
      ["ReturnValue", "0"],
    ]);
    const fault = outcome(example("4.10-2"), 500, asRequest(example("4.10-1")));
    expect(fault).toMatchObject({ code: "INV701", detail: { subcode: "DestinationUnreachable" } });
  });
});

describe.skipIf(sdkNames().size === 0)(`the table of codes${needed}`, () => {
  it("has the numbers and names of the Windows SDK", () => {
    const sdk = sdkNames();
    const differing = [...hostCodes]
      .filter(([number]) => sdk.has(number))
      .filter(([number, { name }]) => sdk.get(number) !== name)
      .map(([number, { name }]) => `${number} ${name} is ${sdk.get(number)}`);
    const missing = [...hostCodes]
      .filter(([number, { name }]) => name.startsWith("ERROR_WSMAN_") && !sdk.has(number))
      .map(([, { name }]) => name);
    expect(differing).toEqual([]);
    // Headers newer than the list at hand have the quotas of a plug-in ("PPQ") and two refusals beside it.
    expect(missing.filter((name) => !/_PPQ$|_REMOTE_ACCESS_DISABLED$|_NOT_ALLOWED$/.test(name))).toEqual([]);
  });
});
