import { readFileSync } from "node:fs";
import { opening, type Page, table } from "./page.ts";

interface Flag {
  readonly char?: string;
  readonly type: "boolean" | "option";
  readonly summary?: string;
  readonly description?: string;
  readonly options?: readonly string[];
  readonly default?: unknown;
  readonly helpValue?: string;
  readonly allowNo?: boolean;
  readonly hidden?: boolean;
}

interface Argument {
  readonly name: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly multiple?: boolean;
  readonly hidden?: boolean;
}

interface Command {
  readonly id: string;
  readonly summary?: string;
  readonly description?: string;
  readonly args: Readonly<Record<string, Argument>>;
  readonly flags: Readonly<Record<string, Flag>>;
  readonly examples?: readonly (string | { readonly description: string; readonly command: string })[];
  readonly strict?: boolean;
  readonly hidden?: boolean;
}

const manifest = new URL("../../oclif.manifest.json", import.meta.url);

/** docs/commands.md: every command with its arguments and flags, out of the manifest that the build writes. */
export function commandsPage(): Page {
  const { commands } = JSON.parse(readFileSync(manifest, "utf8")) as { commands: Readonly<Record<string, Command>> };
  const sections = Object.values(commands)
    .filter(({ hidden }) => hidden !== true)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(section);
  const about = "The exit codes are listed in the [README](../README.md#exit-codes).\n";
  return {
    path: "docs/commands.md",
    text: [opening("Commands", "src/commands"), about, ...sections].join("\n").replace(/\n{3,}/g, "\n\n"),
  };
}

function section(command: Command): string {
  const args = Object.values(command.args).filter(({ hidden }) => hidden !== true);
  const flags = Object.entries(command.flags).filter(([, { hidden }]) => hidden !== true);
  return [
    `## invrun ${command.id}\n`,
    `${command.summary ?? ""}\n`,
    command.description === undefined ? "" : `${command.description}\n`,
    `\`\`\`\n${usage(command, args)}\n\`\`\`\n`,
    `${table(
      ["argument", "what it is"],
      args.map((argument) => [`\`${argument.name.toUpperCase()}\``, argument.description ?? ""]),
    )}\n`,
    `${table(
      ["flag", "what it does"],
      flags.map(([name, flag]) => [`\`${spelling(name, flag)}\``, meaning(flag)]),
    )}\n`,
    ...examples(command),
  ].join("\n");
}

function usage({ id, strict }: Command, args: readonly Argument[]): string {
  const words = args.map(({ name, required, multiple }) => {
    const word = `${name.toUpperCase()}${multiple ? "..." : ""}`;
    return required ? word : `[${word}]`;
  });
  return ["invrun", id, ...words].join(" ") + (strict === false && words.length > 0 ? "..." : "");
}

function spelling(name: string, { char, type, helpValue, allowNo }: Flag): string {
  const long = `--${allowNo ? "[no-]" : ""}${name}`;
  const value = type === "option" ? ` ${helpValue ?? "VALUE"}` : "";
  return `${char === undefined ? "" : `-${char}, `}${long}${value}`;
}

function meaning({ summary, description, options, default: standard }: Flag): string {
  const parts = [summary ?? description ?? ""];
  if (options !== undefined) parts.push(`One of: ${options.join(", ")}.`);
  if (typeof standard === "string" || typeof standard === "number") parts.push(`Default: ${standard}.`);
  return parts.filter((part) => part !== "").join(" ");
}

function examples({ id, examples: given = [] }: Command): readonly string[] {
  if (given.length === 0) return [];
  const lines = given.map((example) => {
    const text = typeof example === "string" ? example : `# ${example.description}\n${example.command}`;
    return text.replaceAll("<%= config.bin %>", "invrun").replaceAll("<%= command.id %>", id);
  });
  return [`\`\`\`sh\n${lines.join("\n\n")}\n\`\`\`\n`];
}
