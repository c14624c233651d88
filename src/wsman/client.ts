/**
 * A WS-Management client for WMI: DSP0226 1.0, DSP0227 1.0 and [MS-WSMV], over one transport.
 */
import { type CimInstance, type CimPath, formatPath } from "../base/cim.ts";
import { type Clock, systemClock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { PostOptions, Transport } from "../net/transport.ts";
import { readAnswer } from "./answer.ts";
import { type Answer, type EnumerationLimits, readAll } from "./enumeration.ts";
import {
  createEnvelopeWriter,
  type EnvelopeOptions,
  type Request,
  type RequestParts,
  SOAP_CONTENT_TYPE,
} from "./envelope.ts";
import type { Operation } from "./faults.ts";
import { deleteRequest } from "./messages/delete.ts";
import { enumerateRequest, queryRequest } from "./messages/enumerate.ts";
import { getRequest, readGet } from "./messages/get.ts";
import { type Identity, identifyRequest, readIdentity } from "./messages/identify.ts";
import { invokeRequest, type MethodInput, readInvoke } from "./messages/invoke.ts";
import { sanitize } from "./sanitize.ts";
import { readInstance } from "./values.ts";

/** Of one operation, however many messages it takes. */
interface OperationLimits {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Operations on one computer, one after the other. All throw Faults: INV6xx, INV7xx, and those of the transport. */
export interface WsmanClient {
  identify(limits: OperationLimits): Promise<Identity>;
  get(path: CimPath, limits: OperationLimits): Promise<CimInstance>;
  /** A delete that had to be sent again after a lost answer may find its own work done, as INV701. */
  delete(path: CimPath, limits: OperationLimits): Promise<void>;
  /** Of a query that names properties, instances have the class of its FROM. */
  query(namespace: string, wql: string, limits: OperationLimits): Promise<readonly CimInstance[]>;
  /** All instances of a class and its subclasses. */
  enumerate(path: CimPath, limits: OperationLimits): Promise<readonly CimInstance[]>;
  invoke(path: CimPath, method: string, input: MethodInput, limits: OperationLimits): Promise<CimInstance>;
  rest(): void;
  readonly requests: number;
  readonly connected: boolean;
  readonly logon: Transport["logon"];
  close(): void;
}

/** What a client may be given beside its transport; tests give limits and a clock. */
export interface ClientOptions extends EnvelopeOptions {
  readonly enumeration?: EnumerationLimits;
  readonly clock?: Clock;
}

/** What a Release may take of the time of those who wait for the fault behind it. */
const RELEASE_TIMEOUT_MS = 2_000;

/** A client over a transport. It sends nothing until its first operation. */
export function createClient(transport: Transport, options: ClientOptions = {}): WsmanClient {
  const { clock = systemClock, enumeration } = options;
  const write = createEnvelopeWriter(options);

  const exchange = async (request: Request, operation: Operation, post: PostOptions): Promise<Answer> => {
    const reply = await transport.post(request.bytes, SOAP_CONTENT_TYPE, post);
    try {
      return { body: readAnswer(reply, request, operation), bytes: reply.body.length };
    } catch (fault) {
      if (fault instanceof Fault && fault.code === "INV606") transport.rest();
      throw fault;
    }
  };

  const send = (parts: RequestParts, operation: Operation, post: PostOptions): Promise<Answer> =>
    exchange(write(parts, post.timeoutMs), operation, post);

  /** The dead are not woken for it: without a connection the context is left to die of its own idle time. */
  const release = async (parts: RequestParts): Promise<void> => {
    if (!transport.connected) return;
    const post = { signal: new AbortController().signal, timeoutMs: RELEASE_TIMEOUT_MS, repeatable: false };
    try {
      await send(parts, reading("Releasing a query", "class"), post);
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
    }
  };

  const collect = (opening: RequestParts, operation: Operation, limits: OperationLimits) => {
    const { signal, timeoutMs: operationMs } = limits;
    const deadline = clock.monotonic() + operationMs;
    return readAll({
      opening,
      exchange: (parts, repeatable) => {
        const timeoutMs = Math.max(1, Math.round(deadline - clock.monotonic()));
        return send(parts, operation, { signal, timeoutMs, operationMs, repeatable });
      },
      release,
      doing: operation.doing,
      ...(enumeration === undefined ? {} : { limits: enumeration }),
    });
  };

  return {
    async identify(limits) {
      const operation = reading("Identifying the WinRM service", "class");
      const { body } = await exchange(identifyRequest, operation, { ...limits, repeatable: true });
      return readIdentity(body);
    },
    async get(path, limits) {
      const operation = reading(`Reading ${formatPath(path)}`, "object");
      const { body } = await send(getRequest(path), operation, { ...limits, repeatable: true });
      return readGet(body);
    },
    async delete(path, limits) {
      const operation = changing(`Deleting ${formatPath(path)}`, "object");
      await send(deleteRequest(path), operation, { ...limits, repeatable: true });
    },
    async query(namespace, wql, limits) {
      const operation = reading(`Querying ${namespace} (${sanitize(wql)})`, "class");
      const items = await collect(queryRequest(namespace, wql), operation, limits);
      const className = /\bfrom\s+(\w+)/i.exec(wql)?.[1] ?? "";
      return items.map((item) => readInstance(item, item.local === "XmlFragment" ? className : item.local));
    },
    async enumerate({ namespace, className }, limits) {
      const operation = reading(`Enumerating ${formatPath({ namespace, className })}`, "class");
      const items = await collect(enumerateRequest(namespace, className), operation, limits);
      return items.map((item) => readInstance(item));
    },
    async invoke(path, method, input, limits) {
      const operation = changing(`Calling ${method} of ${formatPath(path)}`, "method");
      const request = invokeRequest(path, method, input);
      const { body } = await send(request, operation, { ...limits, repeatable: false });
      return readInvoke(body, method);
    },
    rest: () => transport.rest(),
    close: () => transport.close(),
    get requests() {
      return transport.requests;
    },
    get connected() {
      return transport.connected;
    },
    get logon() {
      return transport.logon;
    },
  };
}

function reading(doing: string, names: Operation["names"]): Operation {
  return { doing, changes: false, names };
}

function changing(doing: string, names: Operation["names"]): Operation {
  return { doing, changes: true, names };
}
