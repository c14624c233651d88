/** One element. `text` is its own character data, exactly as written, without that of its children. */
export interface XmlElement {
  readonly ns: string;
  readonly local: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** An attribute's value, or null. Attributes without a prefix have the namespace "". */
  attribute(ns: string, local: string): string | null;
  /** The namespace a prefix stands for here ("" asks for the default one), or null. */
  resolve(prefix: string): string | null;
  /** The first child of that name, or null. */
  child(ns: string, local: string): XmlElement | null;
}

/** One attribute. Without a prefix it has the namespace "". */
export interface XmlAttribute {
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

/** A namespace that is declared on an element; "" is the prefix of the default one. */
export interface XmlBinding {
  readonly prefix: string;
  readonly uri: string;
}

/** What an element is made of when it opens. */
export interface ElementParts {
  readonly ns: string;
  readonly local: string;
  readonly parent: Element | null;
  readonly attributes: readonly XmlAttribute[];
  readonly bindings: readonly XmlBinding[];
}

/** An element while it is being read: children and text still come. It enters its parent by itself. */
export class Element implements XmlElement {
  readonly ns: string;
  readonly local: string;
  readonly children: Element[] = [];
  text = "";
  readonly #parent: Element | null;
  readonly #attributes: readonly XmlAttribute[];
  readonly #bindings: readonly XmlBinding[];

  constructor({ ns, local, parent, attributes, bindings }: ElementParts) {
    this.ns = ns;
    this.local = local;
    this.#parent = parent;
    this.#attributes = attributes;
    this.#bindings = bindings;
    parent?.children.push(this);
  }

  attribute(ns: string, local: string): string | null {
    for (const attribute of this.#attributes) {
      if (attribute.local === local && attribute.uri === ns) return attribute.value;
    }
    return null;
  }

  resolve(prefix: string): string | null {
    for (const binding of this.#bindings) if (binding.prefix === prefix) return binding.uri;
    return this.#parent?.resolve(prefix) ?? null;
  }

  child(ns: string, local: string): Element | null {
    for (const child of this.children) if (child.local === local && child.ns === ns) return child;
    return null;
  }
}
