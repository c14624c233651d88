import type { FaultRow, RefusalRow } from "./row.ts";

const WHERE =
  "Check `site.service` in your configuration: it is https://SERVER/AdminService, SERVER being where the SMS Provider is.";

/** INV61x: what the site's administration service answers. Part of INV6xx. */
export const siteAnswers = {
  INV610: { title: "what answers is not the administration service", hint: WHERE, retryable: false, state: "failed" },
  INV611: {
    title: "the site lets this account read nothing",
    hint: "Make the account an administrative user of the site with a role that may read collections and their resources, such as Read-only Analyst.",
    // memdocs, develop/adminservice/overview: the account must be an administrative user of the site.
    causes: ["The account is no administrative user of the site.", "Its role holds no right to read this class."],
    retryable: false,
    state: "failed",
  },
  INV612: {
    title: "the site did not understand the question",
    hint: "Its version may be older than this question: the administration service can be used from version 1906 on.",
    retryable: false,
    state: "failed",
  },
  INV613: {
    title: "the site is too busy to answer",
    hint: "Try again later, with fewer targets at a time.",
    retryable: true,
    state: "failed",
  },
  INV614: {
    title: "the site failed at the question",
    hint: "Look into AdminService.log and SMS_REST_PROVIDER.log on the server.",
    retryable: true,
    state: "failed",
  },
  INV615: {
    title: "the site's answer cannot be read",
    hint: "A proxy or another service may answer at this address; check `site.service` in your configuration.",
    retryable: false,
    state: "failed",
  },
  INV616: {
    title: "the pages of the site's answer cannot be followed",
    hint: "Ask for a smaller collection, or look at what stands between this computer and the site.",
    retryable: false,
    state: "failed",
  },
  INV618: {
    title: "the site cannot be reached",
    hint: "Check that the server is there and that the name and port under `site.service` are right.",
    retryable: true,
    state: "failed",
  },
  INV619: {
    title: "the site refused the logon",
    hint: "Check `site.credential` and `site.auth` in your configuration.",
    retryable: false,
    state: "failed",
  },
} as const satisfies Record<string, FaultRow>;

/** INV375 to INV381: what concerns the site refuses before anything is touched. Part of INV3xx. */
export const siteRefusals = {
  INV375: {
    title: "no site is configured",
    hint: "Write `site` with `service` into your configuration, such as `service: https://sms.corp.example/AdminService`.",
    exit: 5,
  },
  INV376: {
    title: "the site shows this account nothing",
    hint: "Give the account a role and a scope at the site in which it can see these collections and their members.",
    exit: 5,
  },
  INV377: {
    title: "a collection that holds everything",
    hint: "Name a smaller one, or write `allow: [all-systems]` under `site` in your configuration.",
    exit: 5,
  },
  INV378: {
    title: "a collection that holds servers",
    hint: "Name one without them, or write `allow: [servers]` under `site` in your configuration.",
    exit: 5,
  },
  INV379: {
    title: "the site cannot be asked",
    hint: "Check `site` in your configuration, and whether the server is there.",
    exit: 5,
  },
  INV380: {
    title: "what is to be taken away cannot be seen whole",
    hint: "Give the account a scope at the site in which it can see every member of the collection under `exclude`.",
    exit: 5,
  },
  INV381: {
    title: "a credential of yours for a site that the project names",
    hint: "Let the project's `site` name a credential of its own, or have yours be `for` that server as well.",
    exit: 5,
  },
} as const satisfies Record<string, RefusalRow>;
