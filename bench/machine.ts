import { cpus, release, totalmem, type } from "node:os";

/** What all figures of a sitting were measured on. */
export const machine = {
  processors: `${cpus().length} processors`,
  model: cpus()[0]?.model.trim() ?? "of unknown kind",
  memory: `${Math.round(totalmem() / 1e9)} GB`,
  system: `${type()} ${release()}`,
  node: `Node ${process.versions.node}`,
} as const;
