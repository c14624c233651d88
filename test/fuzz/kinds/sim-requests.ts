import { readMessage, serve, untilAnswerable } from "../../../src/sim/wsman.ts";
import { NS } from "../../../src/wsman/namespaces.ts";
import { decodeText, parseXml } from "../../../src/wsman/xml.ts";
import {
  CLIENT_URI,
  deleteRow,
  enumerateAll,
  HARDWARE,
  readRow,
  TRANSFER,
  trigger,
  wql,
  written,
} from "../../sim/caller.ts";
import { InstantClock } from "../instant-clock.ts";
import { joined, type Kind, piecesOf, verdictOf } from "../kind.ts";
import { markupMutators } from "../mutations/markup.ts";
import { exchanged, operations, SEEDS, simulated, steady } from "../simulated.ts";
import { soapWords } from "../words.ts";

const SHELL = NS.shell;
const SHELL_ID = "11111111-1111-4111-8111-111111111111";
/** Stands for the id that the host gave to the last command. */
const LAST_COMMAND = "LAST-COMMAND";

function inShell(action: string, body: string): string {
  const declared = `xmlns:rsp="${SHELL}"`;
  const id = "uuid:00000000-0000-4000-8000-000000000001";
  const uri = `${SHELL}/cmd`;
  return written({
    action,
    uri,
    selectors: { ShellId: SHELL_ID },
    body: body.replace(/^(<rsp:\w+)/, `$1 ${declared}`),
    id,
  });
}

/** A shell in which a line is run and its output fetched. */
function session(...line: readonly string[]): Buffer {
  const [command = "", ...args] = line.map((word) => word.replaceAll("&", "&amp;").replaceAll("<", "&lt;"));
  const given = args.map((word) => `<rsp:Arguments>${word}</rsp:Arguments>`).join("");
  return joined([
    inShell(
      `${TRANSFER}/Create`,
      `<rsp:Shell ShellId="${SHELL_ID}"><rsp:InputStreams>stdin</rsp:InputStreams><rsp:OutputStreams>stdout stderr</rsp:OutputStreams></rsp:Shell>`,
    ),
    inShell(`${SHELL}/Command`, `<rsp:CommandLine><rsp:Command>${command}</rsp:Command>${given}</rsp:CommandLine>`),
    inShell(
      `${SHELL}/Receive`,
      `<rsp:Receive><rsp:DesiredStream CommandId="${LAST_COMMAND}">stdout stderr</rsp:DesiredStream></rsp:Receive>`,
    ),
    inShell(
      `${SHELL}/Send`,
      `<rsp:Send><rsp:Stream Name="stdin" CommandId="${LAST_COMMAND}" End="true">ZXhpdA==</rsp:Stream></rsp:Send>`,
    ),
    inShell(
      `${SHELL}/Signal`,
      `<rsp:Signal CommandId="${LAST_COMMAND}"><rsp:Code>${SHELL}/signal/terminate</rsp:Code></rsp:Signal>`,
    ),
    inShell(`${TRANSFER}/Delete`, ""),
  ]);
}

const SCRIPTS = [
  "Get-WmiObject -Namespace root\\ccm\\invagt -Class InventoryActionStatus | Where-Object { $_.InventoryActionID -eq '{00000000-0000-0000-0000-000000000001}' } | Remove-WmiObject",
  "$a = Get-CimInstance -Namespace root\\ccm -ClassName SMS_Client; $a.ClientVersion",
  "Invoke-WmiMethod -Namespace root\\ccm -Class SMS_Client -Name TriggerSchedule '{00000000-0000-0000-0000-000000000001}'",
  "([wmiclass]'root\\ccm:SMS_Client').TriggerSchedule('{00000000-0000-0000-0000-000000000001}')",
  'Write-Output "a $($x)" ; exit 3',
];

/** The requests that our own client makes, and others after the documents. */
async function samples(): Promise<readonly Buffer[]> {
  const ours: Buffer[] = [];
  for (const name of Object.keys(operations)) {
    const host = simulated(SEEDS[0]);
    const requests = (await exchanged(name, host)).map(({ request }) => steady(request.toString()));
    ours.push(joined(requests));
    host.close();
  }
  const others = [
    readRow(),
    deleteRow(),
    trigger(),
    wql(`select * from InventoryActionStatus where InventoryActionID = '${HARDWARE}'`),
    enumerateAll("<w:OptimizeEnumeration/><w:MaxElements>1</w:MaxElements>"),
    joined([readRow(), deleteRow(), readRow(), trigger(), readRow()]),
    written({ action: `${CLIENT_URI}/GetAssignedSite`, uri: CLIENT_URI }),
  ];
  const lines = [
    session("hostname"),
    session("cmd", "/c", "echo a && ver | findstr x > nul"),
    ...SCRIPTS.map((script) => session("powershell", "-NoProfile", "-Command", script)),
    session("powershell", "-EncodedCommand", Buffer.from(SCRIPTS[0] as string, "utf16le").toString("base64")),
  ];
  return [...ours, ...others.map((each) => Buffer.from(steady(each.toString()))), ...lines];
}

const shellWords = [
  "rsp:Command",
  "rsp:Arguments",
  LAST_COMMAND,
  SHELL_ID,
  "PT0S",
  "PT0.5S",
  "P99999DT9H",
  ..."powershell cmd /c -Command -EncodedCommand Get-WmiObject Get-CimInstance Invoke-WmiMethod Where-Object".split(
    " ",
  ),
  ..."Remove-WmiObject ForEach-Object Select-Object $_ $null $true exit echo hostname ver { } ( ) [ ] @( | ; && || > nul".split(
    " ",
  ),
];

/** Requests to a simulated host, one after the other: each has an answer, and that answer is SOAP. */
export const simRequests: Kind = {
  samples: await samples(),
  words: [...soapWords, ...shellWords],
  text: true,
  structures: markupMutators,
  try: (input) =>
    verdictOf(async () => {
      const host = simulated(SEEDS[0], new InstantClock());
      let command = LAST_COMMAND;
      let answers = 0;
      try {
        for (const piece of piecesOf(input, 12)) {
          const message = readMessage(decodeText(piece, null).replaceAll(LAST_COMMAND, command));
          if (message === null) continue;
          await untilAnswerable(host, message, 1);
          const { status, text } = serve(host, message, 1);
          parseXml(text);
          command = /<rsp:CommandId>([^<]+)</.exec(text)?.[1] ?? command;
          if (status === 200) answers += 1;
        }
      } finally {
        host.close();
      }
      return answers > 0 ? "accepted" : "refused";
    }),
};
