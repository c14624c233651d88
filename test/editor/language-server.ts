/** A small client of the Language Server Protocol 3.17: base protocol (section 3) over standard input and output. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { FrameReader, frame, type Message } from "./frames.ts";

/** Zero-based, as the protocol counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** What an editor underlines. */
export interface Problem {
  readonly range: Range;
  readonly message: string;
}

/** One entry of the list that an editor offers. */
export interface Offer {
  readonly label: string;
  readonly insertText?: string;
  readonly textEdit?: { readonly range: Range; readonly newText: string };
  readonly documentation?: string | { readonly value: string };
}

const root = new URL("../../", import.meta.url);
const require = createRequire(import.meta.url);
const program = installed();

/** False where the development packages were not installed. */
export const serverInstalled = program !== null;

function installed(): string | null {
  try {
    const manifest = require.resolve("yaml-language-server/package.json");
    return join(dirname(manifest), "bin", "yaml-language-server");
  } catch {
    return null;
  }
}

// Nothing may be looked up outside: the schema is the one that the document's first line names.
const SETTINGS: Readonly<Record<string, unknown>> = {
  yaml: {
    validate: true,
    hover: true,
    hoverSchemaSource: false,
    completion: true,
    schemaStore: { enable: false },
    kubernetesCRDStore: { enable: false },
  },
  editor: { tabSize: 2 },
};

const CAPABILITIES = {
  workspace: { configuration: true },
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] } },
    hover: { contentFormat: ["markdown", "plaintext"] },
    publishDiagnostics: {},
  },
};

/** yaml-language-server in a process of its own, with the documents that were opened in it. */
export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #problems = new Map<string, (problems: readonly Problem[]) => void>();
  #sent = 0;
  #opened = 0;

  private constructor(program: string) {
    this.#process = spawn(process.execPath, [program, "--stdio"], { cwd: fileURLToPath(root) });
    const reader = new FrameReader((message) => this.#take(message));
    this.#process.stdout.on("data", (bytes: Buffer) => reader.push(bytes));
    this.#process.stderr.resume();
  }

  /** Starts it and agrees on what both can do. */
  static async start(): Promise<LanguageServer> {
    if (program === null) throw new Error("yaml-language-server is not installed: npm ci installs it.");
    const server = new LanguageServer(program);
    await server.#ask("initialize", { processId: process.pid, rootUri: root.href, capabilities: CAPABILITIES });
    server.#tell("initialized", {});
    return server;
  }

  /** Opens a text as a new file of the folder `test/editor` and returns its name; what is wrong with it comes later. */
  open(text: string): { readonly uri: string; readonly problems: Promise<readonly Problem[]> } {
    const uri = pathToFileURL(fileURLToPath(new URL(`test/editor/opened-${this.#opened++}.yml`, root))).href;
    const problems = new Promise<readonly Problem[]>((resolve) => this.#problems.set(uri, resolve));
    this.#tell("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    return { uri, problems };
  }

  /** What is offered at a place of a text. */
  async complete(text: string, position: Position): Promise<readonly Offer[]> {
    const { uri } = this.open(text);
    const list = (await this.#ask("textDocument/completion", { textDocument: { uri }, position })) as {
      readonly items: readonly Offer[];
    };
    return list.items;
  }

  /** What is shown for the word at a place of a text, in Markdown; empty where nothing is. */
  async hover(text: string, position: Position): Promise<string> {
    const { uri } = this.open(text);
    const shown = (await this.#ask("textDocument/hover", { textDocument: { uri }, position })) as {
      readonly contents: { readonly value: string };
    } | null;
    return shown?.contents.value ?? "";
  }

  /** Ends it as the protocol asks. */
  async stop(): Promise<void> {
    const ended = once(this.#process, "exit");
    await this.#ask("shutdown", null);
    this.#tell("exit", null);
    await ended;
  }

  #tell(method: string, params: unknown): void {
    this.#process.stdin.write(frame({ method, params }));
  }

  async #ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#sent;
    const answer = new Promise<Message>((resolve) => this.#answers.set(id, resolve));
    this.#process.stdin.write(frame({ id, method, params }));
    const { result, error } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  #take(message: Message): void {
    const { id, method, params } = message;
    if (method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = params as { readonly uri: string; readonly diagnostics: readonly Problem[] };
      this.#problems.get(uri)?.(diagnostics);
    } else if (method !== undefined && id !== undefined) {
      this.#process.stdin.write(frame({ id, result: method === "workspace/configuration" ? settings(params) : null }));
    } else if (id !== undefined) {
      this.#answers.get(id)?.(message);
      this.#answers.delete(id);
    }
  }
}

function settings(params: unknown): readonly unknown[] {
  const { items } = params as { readonly items: readonly { readonly section?: string }[] };
  return items.map(({ section }) => SETTINGS[section ?? ""] ?? null);
}
