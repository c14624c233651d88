import type { Job, JobEnd } from "./shop.ts";

/** What people and the platform's secrets put in. */
export interface Given {
  readonly change: string;
  readonly username: string;
  readonly password: string;
}

/** A pipeline of four shards, as its platform carries it out. */
export interface Platform {
  readonly plan: Job;
  /** The digest as the plan's job hands it on. */
  digestOf(plan: JobEnd): Promise<string>;
  canary(digest: string): Job;
  /** `index` counts from 0, `attempt` from 1. */
  shard(digest: string, index: number, attempt: number): Job;
  readonly merge: Job;
  /** A folder that holds all that the merge needs to be gone on with, and the manifest in it. */
  readonly rollout: { readonly job: Job; readonly manifest: string };
}

/** How many shards every example has. */
export const SHARDS = 4;
