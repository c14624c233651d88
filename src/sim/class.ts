import type { SimClient } from "./client.ts";

/** A property: a Date is a CIM datetime, null is nil, a list is an array. */
export type PropertyValue = string | number | boolean | Date | null | readonly string[];

/** One instance, or the output object of a method. */
export interface SimInstance {
  readonly className: string;
  readonly properties: Readonly<Record<string, PropertyValue>>;
}

/** Who calls a method, and with what; names are case-sensitive on the wire. */
export interface Call {
  readonly client: SimClient;
  readonly connection: number;
  readonly input: ReadonlyMap<string, string>;
}

/** One class of one namespace. */
export interface SimClass {
  readonly name: string;
  /** Its one key, or null for a singleton. */
  readonly key: string | null;
  instances(client: SimClient): readonly SimInstance[];
  /** Deletes the instance with that key; false where there is none. Absent: the provider is not capable of it. */
  readonly delete?: (client: SimClient, key: string) => boolean;
  /** The parameters of each method that takes any, in their order, for callers that give them without names. */
  readonly parameters?: Readonly<Record<string, readonly string[]>>;
  /** Static methods, by name. */
  readonly methods?: Readonly<Record<string, (call: Call) => Readonly<Record<string, PropertyValue>>>>;
}
