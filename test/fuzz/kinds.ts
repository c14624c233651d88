import type { Kind } from "./kind.ts";

/** Every kind of input that comes from outside, a row each. It is loaded when it is tried. */
export const kinds: Readonly<Record<string, () => Promise<Kind>>> = {
  soap: async () => (await import("./kinds/soap.ts")).soapAnswers,
  xml: async () => (await import("./kinds/xml.ts")).xmlDocuments,
  multipart: async () => (await import("./kinds/multipart.ts")).sealedBodies,
  "ntlm-challenge": async () => (await import("./kinds/ntlm-challenge.ts")).ntlmChallenges,
  "ntlm-tokens": async () => (await import("./kinds/ntlm-tokens.ts")).ntlmTokens,
  spnego: async () => (await import("./kinds/spnego.ts")).spnegoTokens,
  offers: async () => (await import("./kinds/offers.ts")).offeredSchemes,
  "http-answers": async () => (await import("./kinds/http-answers.ts")).httpAnswers,
  connections: async () => (await import("./kinds/connections.ts")).connections,
  runbook: async () => (await import("./kinds/runbook.ts")).runbooks,
  config: async () => (await import("./kinds/config.ts")).configs,
  "list-yaml": async () => (await import("./kinds/lists.ts")).yamlLists,
  "list-csv": async () => (await import("./kinds/lists.ts")).csvLists,
  "list-text": async () => (await import("./kinds/lists.ts")).textLists,
  narrowing: async () => (await import("./kinds/narrowing.ts")).narrowing,
  journal: async () => (await import("./kinds/journal.ts")).journals,
  "run-folder": async () => (await import("./kinds/run-folder.ts")).runFolders,
  plan: async () => (await import("./kinds/plan.ts")).plans,
  scalars: async () => (await import("./kinds/scalars.ts")).scalars,
  wql: async () => (await import("./kinds/wql.ts")).queries,
  "sim-requests": async () => (await import("./kinds/sim-requests.ts")).simRequests,
  "sim-connections": async () => (await import("./kinds/sim-connections.ts")).simConnections,
};
