import type { RefusalRow } from "./row.ts";

/** INV344 to INV351: credentials refuse before anything is touched. Part of INV3xx. */
export const credentialRefusals = {
  INV344: {
    title: "a credential may not go to some of the targets",
    hint: "Name them under its `for` in your configuration, or leave them out with --exclude.",
    exit: 5,
  },
  INV345: {
    title: "a file is not taken for a secret",
    hint: "Let it belong to you, and let nobody else read or change it.",
    exit: 5,
  },
  INV346: {
    title: "a program that is to print a secret does not",
    hint: "Run it yourself to see what it says; your configuration has the whole command.",
    exit: 5,
  },
  INV347: {
    title: "the key store of this system cannot be asked",
    hint: "Use a `command` that prints the secret, or a `file`.",
    exit: 5,
  },
  INV348: {
    title: "nobody gave a secret that was asked for",
    hint: "Run it in a terminal and answer there, or say in your configuration that the secret comes from elsewhere.",
    exit: 5,
  },
  INV349: {
    title: "a client certificate cannot be used",
    hint: "Name a certificate and its key, both in PEM.",
    exit: 5,
  },
  INV350: {
    title: "what is trusted cannot be written down",
    hint: "Set XDG_STATE_HOME to a directory of your own that can be written.",
    exit: 5,
  },
  INV351: {
    title: "a credential that the way to log on cannot use",
    hint: "Name another credential, or another `auth`.",
    exit: 5,
  },
} as const satisfies Record<string, RefusalRow>;
