#!/usr/bin/env node
// The door: refuses a Node that is too old, turns the compile cache on, then loads everything else, so that all of it is cached.
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * Where compiled code is kept. Node's own choice is a folder in the temporary directory, which on a shared machine
 * somebody else could have made first; this one belongs to the user alone.
 */
function cacheFolder() {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === "win32") return join(LOCALAPPDATA || join(homedir(), "AppData", "Local"), "invrun", "cache");
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches", "invrun");
  return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "invrun");
}

// Named through the module: Node 20 has no such function, and would refuse to link a named import of it.
module.enableCompileCache?.(cacheFolder());

/** As `engines` in package.json has it; before these, what the program uses is not there. */
const OLDEST = [22, 13];

function isTooOld() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

if (isTooOld()) {
  process.stderr.write(`invrun: It needs Node ${OLDEST.join(".")} or newer, and this is ${process.versions.node}.
  In a clone, \`npx invrun\` runs it with the Node that \`npm ci\` brought.
`);
  process.exitCode = 2;
} else {
  const { main } = await import("../dist/main.js");
  await main(process.argv.slice(2));
}
