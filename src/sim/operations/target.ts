import type { SimClass, SimInstance } from "../class.ts";
import { findClass } from "../classes.ts";
import type { SimClient } from "../client.ts";
import { SoapFault } from "../faults.ts";
import type { SoapRequest } from "../request.ts";
import { type Resource, readResource } from "../resource.ts";

/** What an operation is handed. */
export interface Operation {
  readonly client: SimClient;
  readonly request: SoapRequest;
  /** The client's connection by number, for the deeds. */
  readonly connection: number;
}

/** The class that a request means, and the value of its key; null for a singleton. */
export interface ObjectTarget {
  readonly resource: Resource;
  readonly known: SimClass;
  readonly key: string | null;
  /** As WMI would write the object's path. */
  readonly subject: string;
}

/**
 * Which one object a request means: [MS-WSMV] 3.1.4.1.1. An absent class or namespace is answered like an absent
 * instance; that is how Windows does it.
 */
export function objectTarget({ client, request }: Operation): ObjectTarget {
  const resource = readResource(request);
  const { namespace, className, keys } = resource;
  const known = findClass(client, namespace, className);
  const written = [...keys].map(([name, value]) => `${name}="${value}"`).join(",");
  const subject = `${namespace}:${known?.name ?? className}${written === "" ? "" : `.${written}`}`;
  if (known === null) throw new SoapFault("notFound", { subject });
  if (keys.size === 0 && known.key !== null) throw new SoapFault("keysMissing", { subject });
  if (keys.size === 0) return { resource, known, key: null, subject };
  const key = known.key === null ? undefined : keys.get(known.key.toLowerCase());
  if (key === undefined) throw new SoapFault("badSelectorName", { subject });
  if (keys.size > 1) throw new SoapFault("unexpectedSelectors", { subject });
  return { resource, known, key, subject };
}

/** The instance that is meant, or null. Key values are compared without regard to case. */
export function findInstance(client: SimClient, { known, key }: ObjectTarget): SimInstance | null {
  const instances = known.instances(client);
  if (known.key === null || key === null) return instances[0] ?? null;
  const name = known.key;
  return instances.find(({ properties }) => String(properties[name]).toLowerCase() === key.toLowerCase()) ?? null;
}
