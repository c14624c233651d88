import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);

/** The texts of the project's own examples and cases that end so, in order of their names. */
export function textsIn(folders: readonly string[], ending: RegExp): readonly Buffer[] {
  return folders.flatMap((folder) => {
    const names = readdirSync(fileURLToPath(new URL(folder, ROOT))).filter((name) => ending.test(name));
    return names.sort().map((name) => readFileSync(fileURLToPath(new URL(`${folder}/${name}`, ROOT))));
  });
}

/** Words of runbooks and lists of targets. */
export const runbookWords: readonly string[] = [
  ..."name about owner targets hosts files exclude expect min max path column connection auth credential tls ca".split(
    " ",
  ),
  ..."rollout rate concurrency in-flight logons unlimited batches window require site version steps wait for until".split(
    " ",
  ),
  ..."force-inventory reset-hw-cache reset-sw-cache trigger request-policy evaluate-policy query timeout".split(" "),
  ..."hardware software found nothing negotiate ntlm basic stop continue on-error retries identity any port".split(" "),
  ...["pc-[001:250]", "pc-[1:9].corp.example", "pc-*", "10.0.0.1", "fe80::1", "5E10", "007", "100/min", "1h30m", "99d"],
  ...["yes", "no", "null", "~", "true", "0x10", "1e3", ".inf", "2026-11-21", "!!binary", "&a", "*a", "<<: *a", "? a"],
  ...["---", "...", "%YAML 1.1", "|", ">-", "{", "}", "[", "]", "{---", "- - - ", "#", "\t", "@", "`", "'", '"', "\\x"],
];

/** Words of lists in CSV and in plain text. */
export const listWords: readonly string[] = [
  ..."Name ComputerName HostName DeviceName sep=; #TYPE pc-001 pc-[001:250] r[a:f]-[0:100:5] pc-*".split(" "),
  ...["pc-1.corp.example", '"', '""', ",", ";", "\t", "\r\n", "#", "[", "]", ":", "*", "?", "10.0.0.1", "fe80::1%eth0"],
];
