#!/usr/bin/env node
// The door: turns the compile cache on, then loads everything else, so that all of it is cached.
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

const { main } = await import("../dist/main.js");
await main(process.argv.slice(2));
