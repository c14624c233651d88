/** A headless Chromium, driven by the Chrome DevTools Protocol over its own WebSocket; nothing is installed for it. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge"];

/** Where a Chromium is installed; null where none is found, and tests that need one are skipped. */
export const chromium: string | null =
  (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path)) ?? null;

type Message = {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
};

type Call = (method: string, params?: object) => Promise<Readonly<Record<string, unknown>>>;

/** How a page is opened. */
export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
  /** Runs no script of the page. */
  readonly scriptless?: boolean;
}

/** One open page. */
export interface Page {
  readonly call: Call;
  /** What the page's console, its errors and its policy's reports said. */
  readonly said: readonly string[];
  /** Every address that it asked for, its own first. */
  readonly asked: readonly string[];
  /** The value of an expression, as JSON; promises are awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** A key by its name in the DOM: `ArrowDown`, `Enter`. */
  press(key: string): Promise<void>;
  picture(options?: { readonly whole?: boolean }): Promise<Buffer>;
  paper(): Promise<Buffer>;
  close(): Promise<void>;
}

/** A running browser. */
export interface Browser {
  open(url: string, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

/** Starts a browser with a profile of its own. */
export async function startBrowser(path: string): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), "invrun-browser-"));
  const child = spawn(
    path,
    [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--hide-scrollbars",
      "--no-first-run",
      "--remote-debugging-port=0",
      `--user-data-dir=${profile}`,
      "about:blank",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const wire = await Wire.connect(await addressOf(child));
  return {
    open: (url, options = {}) => openPage(wire, url, options),
    async close() {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      await wire.call("Browser.close").catch(() => child.kill("SIGKILL"));
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      told += text;
      const address = /DevTools listening on (ws:\S+)/.exec(told)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the browser ended with ${code}: ${told}`)));
  });
}

class Wire {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve(value: object): void; reject(error: Error): void }>();
  readonly #listeners = new Set<(message: Message) => void>();
  #next = 1;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#take(JSON.parse(String(data)) as Message));
  }

  static connect(address: string): Promise<Wire> {
    const socket = new WebSocket(address);
    return new Promise((resolve, reject) => {
      socket.addEventListener("open", () => resolve(new Wire(socket)));
      socket.addEventListener("error", () => reject(new Error(`${address} cannot be reached`)));
    });
  }

  call(method: string, params: object = {}, sessionId?: string): Promise<Readonly<Record<string, unknown>>> {
    const id = this.#next++;
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: object) => void, reject });
    });
  }

  listen(listener: (message: Message) => void): void {
    this.#listeners.add(listener);
  }

  #take(message: Message): void {
    const waiting = message.id === undefined ? undefined : this.#waiting.get(message.id);
    if (waiting === undefined) for (const listener of this.#listeners) listener(message);
    else if (message.error === undefined) waiting.resolve(message.result ?? {});
    else waiting.reject(new Error(message.error.message));
    if (message.id !== undefined) this.#waiting.delete(message.id);
  }
}

async function openPage(wire: Wire, url: string, options: PageOptions): Promise<Page> {
  const { width = 1280, height = 900, scheme = "light", scriptless = false } = options;
  const { targetId } = (await wire.call("Target.createTarget", { url: "about:blank" })) as { targetId: string };
  const { sessionId } = (await wire.call("Target.attachToTarget", { targetId, flatten: true })) as {
    sessionId: string;
  };
  const call: Call = (method, params) => wire.call(method, params, sessionId);
  const said: string[] = [];
  const asked: string[] = [];
  const loaded = new Promise<void>((resolve) => {
    wire.listen((message) => {
      if (message.sessionId !== sessionId) return;
      if (message.method === "Page.loadEventFired") resolve();
      note(message, said, asked);
    });
  });
  for (const domain of ["Page", "Runtime", "Log", "Network"]) await call(`${domain}.enable`);
  await call("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
  await call("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
  await call("Emulation.setScriptExecutionDisabled", { value: scriptless });
  await call("Page.navigate", { url });
  await loaded;
  return {
    call,
    said,
    asked,
    async evaluate<T>(expression: string) {
      const evaluated = await call("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
      const { result, exceptionDetails } = evaluated as { result: { value: T }; exceptionDetails?: object };
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    },
    async press(key) {
      const text = key === "Enter" ? { text: "\r" } : {};
      await call("Input.dispatchKeyEvent", { type: "keyDown", key, windowsVirtualKeyCode: KEYS[key] ?? 0, ...text });
      await call("Input.dispatchKeyEvent", { type: "keyUp", key, windowsVirtualKeyCode: KEYS[key] ?? 0 });
    },
    async picture({ whole = false } = {}) {
      const shot = await call("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole });
      return Buffer.from(shot.data as string, "base64");
    },
    async paper() {
      const pdf = await call("Page.printToPDF", { printBackground: true, preferCSSPageSize: true });
      return Buffer.from(pdf.data as string, "base64");
    },
    async close() {
      await wire.call("Target.closeTarget", { targetId });
    },
  };
}

/** Virtual key codes: UI Events, 11. */
const KEYS: Readonly<Record<string, number>> = {
  Enter: 13,
  Tab: 9,
  Escape: 27,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
};

function note({ method, params }: Message, said: string[], asked: string[]): void {
  if (method === "Runtime.exceptionThrown" || method === "Runtime.consoleAPICalled" || method === "Log.entryAdded")
    said.push(JSON.stringify(params));
  if (method === "Network.requestWillBeSent") asked.push((params as { request: { url: string } }).request.url);
}
