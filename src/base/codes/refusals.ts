import { credentialRefusals } from "./credentials.ts";
import { directoryRefusals } from "./directory.ts";
import type { RefusalRow } from "./row.ts";
import { siteRefusals } from "./site.ts";

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
    hint: "`connection.ca` names a PEM file, relative to the runbook; `--ca` one, relative to the working directory.",
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
  INV315: {
    title: "the plan is not the one that was approved",
    hint: "Apply the plan whose digest was approved; `invrun plan PLAN` shows the digest of one.",
    exit: 5,
  },
  INV316: {
    title: "the change number is another one, or missing",
    hint: "Give the number that the plan was made with, or make a new plan with --change.",
    exit: 5,
  },
  INV317: {
    title: "the plan has expired",
    hint: "Make a new one with `invrun plan RUNBOOK -o FILE`; --expires says how long it may wait.",
    exit: 5,
  },
  INV318: {
    title: "outside the window",
    hint: "Apply it again when the window is open, or pass --wait-for-window.",
    exit: 5,
  },
  INV319: {
    title: "the plan was applied already",
    hint: "Go on with its run by `invrun resume`, or make a new plan.",
    exit: 5,
  },
  INV320: {
    title: "the plan has another major version of the format",
    hint: "Apply it with the version of invrun that made it, or make it anew with this one.",
    exit: 5,
  },
  INV321: {
    title: "the runbook has changed since the plan was made",
    hint: "Make a new plan and have it approved, or put the runbook back as it was.",
    exit: 5,
  },
  INV322: {
    title: "the list of targets has changed since the plan was made",
    hint: "Make a new plan and have it approved, or put the list back as it was.",
    exit: 5,
  },
  INV323: {
    title: "your configuration demands a plan",
    hint: "Make one with `invrun plan RUNBOOK -o FILE`, have it approved, and apply that.",
    exit: 5,
  },
  INV324: {
    title: "your configuration is wrong",
    hint: "Mend it at the lines that were shown; `invrun schema config` prints what it may hold.",
    exit: 2,
  },
  INV325: {
    title: "another run is at work on some of the same targets",
    hint: "Wait until it has ended, or stop it with Ctrl-C, or leave these targets out with --exclude.",
    exit: 5,
  },
  INV326: {
    title: "no such run, or its journal cannot be read",
    hint: "Name a run by its id or its folder; `--runs-dir` says where runs are kept.",
    exit: 2,
  },
  INV327: {
    title: "the run never began",
    hint: "Nothing was touched. Apply the runbook or the plan again.",
    exit: 2,
  },
  INV328: {
    title: "the brake closed, and nobody has said why the run may go on",
    hint: "Look into what failed. Then raise the limit with --max-failed or --max-unreachable, and give the --reason.",
    exit: 5,
  },
  INV329: {
    title: "there is no such shard",
    hint: "Write --shard 0/4 for the first of four, or --shard auto where the pipeline tells index and count.",
    exit: 2,
  },
  INV330: {
    title: "the runs are not one whole",
    hint: "Name every run of one plan once: all its shards, and the run whose started targets they left out.",
    exit: 5,
  },
  INV331: {
    title: "the journal does not fit its chain of hashes",
    hint: "It was changed, or damaged, after it was written. Take it from a copy; a new run is made with `invrun apply`.",
    exit: 5,
  },
  INV332: {
    title: "none of the plan's targets is left",
    hint: "Make a new plan from the lists as they are now.",
    exit: 5,
  },
  INV333: {
    title: "the lock cannot be written, or another one not be read",
    hint: "Set XDG_STATE_HOME to a directory of your own that can be written and outlives the run.",
    exit: 5,
  },
  INV334: {
    title: "flags that do not go together",
    hint: "`invrun apply --help` says what each of them is for.",
    exit: 2,
  },
  INV335: {
    title: "the run belongs to another plan",
    hint: "Name a run of the same plan with --from; `invrun plan PLAN` shows the plan's id.",
    exit: 5,
  },
  INV336: {
    title: "a key or a signature cannot be read",
    hint: "Make a key pair with `openssl genpkey -algorithm ed25519`, and its public part with `openssl pkey -pubout`.",
    exit: 2,
  },
  INV337: {
    title: "the signature is not that of the key",
    hint: "Check it against the public part of the key that signed it; or the signature was changed.",
    exit: 5,
  },
  INV338: {
    title: "the head is no hash",
    hint: "Give its first 16 digits or all 64, as the change record, the summary or the manifest has it.",
    exit: 2,
  },
  INV339: {
    title: "a report that is asked for has no format or no file",
    hint: "Write --report FORMAT=FILE, such as --report junit=results.xml, with a file for each report.",
    exit: 2,
  },
  INV342: {
    title: "a client certificate that can convince no host",
    hint: "Give a certificate that is within its dates, its own key, and the passphrase where the key is sealed.",
    exit: 5,
  },
  ...credentialRefusals,
  ...directoryRefusals,
  INV365: {
    title: "conformance is asked of one host",
    hint: "Name one host, such as `invrun doctor --conformance pc-0042.corp.example`.",
    exit: 2,
  },
  INV370: {
    title: "the command that names targets cannot be had",
    hint: "Try it in a shell; `invrun config` shows which program it is, and the file that says so.",
    exit: 5,
  },
  INV371: {
    title: "the command that names targets failed",
    hint: "Try it in a shell; `invrun config` shows which program it is, and the file that says so.",
    exit: 5,
  },
  INV372: {
    title: "standard input holds the targets and cannot answer",
    hint: "Pass --yes, or write the list to a file and name that with --targets.",
    exit: 2,
  },
  INV373: {
    title: "no directory is configured",
    hint: "Name it in your configuration under `directory`, with `url`, `base` and `credential`.",
    exit: 5,
  },
  INV374: {
    title: "the credential for the directory does not serve",
    hint: "Give it a name and a password, and the directory's host under its `for`.",
    exit: 5,
  },
  ...siteRefusals,
} as const satisfies Record<string, RefusalRow>;
