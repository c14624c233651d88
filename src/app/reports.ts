import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Refusal } from "../base/refusal.ts";
import { suggest } from "../base/suggest.ts";
import { type FormatName, formatNames, formats } from "../report/formats.ts";
import { guardLine, printable } from "../report/printable.ts";
import type { ReportFormat, RunReport } from "../report/run-report.ts";
import { readReport } from "./read-report.ts";
import { say, sayRefusal } from "./say.ts";
import { unwritable } from "./write-pieces.ts";
import { type ReportPlace, writeTo } from "./write-report.ts";

/** A report that was asked for: `junit=results.xml`. */
export interface NamedReport {
  readonly format: FormatName;
  readonly file: string;
  /** Loaded with the flag, since hours later another version of the program may lie where this one was started. */
  readonly make: ReportFormat;
}

/**
 * What `--report` asks for, each FORMAT=FILE. Looked at before a run begins: throws INV339 where it names no format or
 * no file of its own, INV308 where the file could not be written as things stand.
 */
export async function readReports(typed: readonly string[] = []): Promise<readonly NamedReport[]> {
  const reports = await Promise.all(typed.map(readNamed));
  const files = new Set<string>();
  for (const { file } of reports) {
    const path = resolve(file);
    if (files.has(path)) throw new Refusal("INV339", `Two reports are to be written to ${file}.`);
    files.add(path);
    await checkWritable(file);
  }
  return reports;
}

async function readNamed(typed: string): Promise<NamedReport> {
  const [, name = "", file = ""] = /^([^=]*)=?(.*)$/su.exec(typed) ?? [];
  const format = formatNames.find((known) => known === name);
  if (format === undefined) {
    const near = suggest(name, formatNames);
    const hint = `The formats are ${formatNames.join(", ")}.${near === null ? "" : ` Was ${near} meant?`}`;
    throw new Refusal("INV339", `--report ${typed} names no format.`, { hint });
  }
  if (file === "") throw new Refusal("INV339", `--report ${typed} names no file.`);
  return { format, file, make: await formats[format].load() };
}

async function checkWritable(file: string): Promise<void> {
  try {
    const found = await stat(file).catch(() => null);
    if (found?.isDirectory() === true) throw Object.assign(new Error(), { code: "EISDIR" });
    await access(found === null ? dirname(file) : file, constants.W_OK);
  } catch (cause) {
    throw unwritable(file, cause);
  }
}

/** Makes a report and writes it to its place. Throws INV308 and INV309 where that cannot be. */
export async function writeReport(report: RunReport, format: FormatName, place: ReportPlace): Promise<void> {
  const make = await formats[format].load();
  await writeTo(place, make(report));
}

/** The same for one that was named, in the place of a file that is there: whoever runs a pipeline again wants the new one. */
export function writeNamed(report: RunReport, { file, make }: NamedReport): Promise<void> {
  return writeTo({ output: file, force: true }, make(report));
}

/**
 * Writes the reports of a run that has ended, from its folder. Whatever goes wrong is said and changes nothing of what
 * the run came to: its reports can be made again from its journal.
 */
export async function writeEndReports(folder: string, reports: readonly NamedReport[]): Promise<void> {
  if (reports.length === 0) return;
  const report = await unlessFailed(readReport(folder), "No report of this run could be made");
  if (report === null) return;
  const written: string[] = [];
  for (const named of reports) {
    const { format, file } = named;
    const done = writeNamed(report, named).then(() => `${file} (${format})`);
    const told = await unlessFailed(done, `The ${format} report could not be made`);
    if (told !== null) written.push(told);
  }
  if (written.length > 0) say(guardLine(printable(`Reports: ${written.join(", ")}.`)));
}

/** Null where it failed, which is said. */
async function unlessFailed<T>(work: Promise<T>, what: string): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal) sayRefusal(error);
    else say(guardLine(printable(`${what}, by an error of this program's own: ${(error as Error).message}`)));
    say("  What the run came to stands; `invrun report` makes its reports from its journal at any time.");
    return null;
  }
}
