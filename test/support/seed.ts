import fc from "fast-check";

/** Properties try the same inputs on every machine; `INVRUN_SEED=random` tries others, and a number repeats them. */
const { INVRUN_SEED: wish = "20261121" } = process.env;
if (wish !== "random") fc.configureGlobal({ seed: Number(wish) });
