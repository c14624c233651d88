import { sha256 } from "../base/digest.ts";
import type { Annotation, AnnotationLevel } from "./annotation.ts";
import type { PathOf } from "./annotation-lines.ts";
import { safeJson } from "./json.ts";
import { printable } from "./printable.ts";

/** GitLab's five are info, minor, major, critical and blocker. */
const SEVERITIES: Readonly<Record<AnnotationLevel, string>> = { error: "major", warning: "minor", notice: "info" };

/**
 * Annotations as a report of GitLab Code Quality: an array of issues, each with description, check_name, fingerprint,
 * severity, location.path and location.lines.begin (docs.gitlab.com, ci/testing/code_quality, Code Quality report
 * format). What has no place is left out, since GitLab asks for one.
 */
export function codeQuality(annotations: readonly Annotation[], pathOf: PathOf): string {
  const seen = new Map<string, number>();
  const issues = annotations.flatMap(({ level, code, title, lines, place }) => {
    if (place === null) return [];
    const path = pathOf(place.file);
    // Lines move when others are written above them; a mistake stays the same mistake.
    const same = [code, path, ...lines].join("\0");
    const nth = (seen.get(same) ?? 0) + 1;
    seen.set(same, nth);
    return {
      description: [code === null ? title : `${code} ${title}`, ...lines].map(printable).join("\n"),
      check_name: code ?? "run",
      fingerprint: sha256(`${same}\0${nth}`),
      severity: SEVERITIES[level],
      location: { path, lines: { begin: place.line } },
    };
  });
  return issues.length === 0 ? "[]\n" : `[\n${issues.map(safeJson).join(",\n")}\n]\n`;
}
