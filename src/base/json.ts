/** Plain data that survives a round trip through a journal. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** An object of such data. */
export type JsonObject = { readonly [key: string]: Json };
