import type { RefusalRow } from "./row.ts";

/** INV3xx: a command refuses before anything is touched. */
export const refusals = {
  INV301: {
    title: "the credential is not to be had",
    hint: "Set INVRUN_USERNAME and INVRUN_PASSWORD, or for `credential: corp-admin` INVRUN_CORP_ADMIN_USERNAME and INVRUN_CORP_ADMIN_PASSWORD.",
    exit: 5,
  },
  INV302: {
    title: "the runs directory cannot be written",
    hint: "Name another one with --runs-dir.",
    exit: 3,
  },
  INV303: {
    title: "not confirmed",
    hint: "Type the number of targets to go on, or pass --yes.",
    exit: 2,
  },
  INV304: {
    title: "no targets",
    hint: "Name hosts under `targets` in the runbook, or pass --targets FILE.",
    exit: 2,
  },
  INV305: {
    title: "the certificate authorities cannot be read",
    hint: "`connection.ca` names a PEM file, relative to the runbook.",
    exit: 2,
  },
  INV306: {
    title: "the simulated fleet cannot listen",
    hint: "Choose another port with --port; 0 takes one that is free.",
    exit: 2,
  },
  INV307: {
    title: "the list of targets cannot be written",
    hint: "Name another file with --targets-out.",
    exit: 2,
  },
  INV308: {
    title: "a file cannot be written",
    hint: "Check its path and the rights on it and its directory.",
    exit: 2,
  },
  INV309: {
    title: "the file is there already",
    hint: "Name another file, or pass --force to replace it.",
    exit: 2,
  },
  INV310: {
    title: "an answer is missing or wrong",
    hint: "Give it with its flag; `invrun init --help` lists them all.",
    exit: 2,
  },
  INV311: {
    title: "a flag that means none of the targets",
    hint: "Write a name, a range such as pc-[001:050], or a pattern such as pc-* in quotes.",
    exit: 2,
  },
  INV312: {
    title: "the flags leave no target",
    hint: "Widen with a further --limit, or leave --limit-also or --exclude out.",
    exit: 2,
  },
  INV313: {
    title: "the file is no plan that can be read",
    hint: "Make it anew with `invrun plan RUNBOOK -o FILE`.",
    exit: 2,
  },
  INV314: {
    title: "the plan was edited, or made by another version",
    hint: "Make it anew with `invrun plan RUNBOOK -o FILE`, and have it approved.",
    exit: 5,
  },
  INV320: {
    title: "the plan has another major version of the format",
    hint: "Apply it with the version of invrun that made it, or make it anew with this one.",
    exit: 5,
  },
  INV325: {
    title: "another run is at work on some of the same targets",
    hint: "Wait until it has ended, or stop it with Ctrl-C, or leave these targets out with --exclude.",
    exit: 5,
  },
  INV333: {
    title: "the lock cannot be written, or another one not be read",
    hint: "Set XDG_STATE_HOME to a directory of your own that can be written and outlives the run.",
    exit: 5,
  },
} as const satisfies Record<string, RefusalRow>;
