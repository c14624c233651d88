/**
 * The faults a simulated host answers with. Numbers and subcodes: wsmerror.h of the Windows SDK; which situation gets
 * which: [MS-WSMV] 3.1.4.1 and recorded answers of Windows hosts. The texts are our own: nobody may decide on them.
 */

import { settingFaultRows } from "./setting-fault-rows.ts";
import { shellFaultRows } from "./shell/fault-rows.ts";

/** Where a fault is raised decides its shape: the service itself, or WMI or the shell behind it. */
export type FaultOrigin = "service" | "wmi" | "shell";

/** One fault. */
export interface FaultRow {
  readonly origin: FaultOrigin;
  readonly value: "s:Sender" | "s:Receiver" | "s:MustUnderstand";
  /** Null where the SOAP code says it all. */
  readonly subcode: string | null;
  readonly code: number;
  /** The last part of w:FaultDetail. */
  readonly detail?: string;
  /** CIM_Error's CIMStatusCode, DSP0200 5.1.1.3.1. */
  readonly cimStatus?: number;
  readonly text: string;
}

/** Every fault, by a name of our own. */
export const faultRows = {
  ...shellFaultRows,
  ...settingFaultRows,
  notFound: {
    origin: "wmi",
    value: "s:Sender",
    subcode: "a:DestinationUnreachable",
    code: 0x80338000,
    detail: "InvalidResourceURI",
    cimStatus: 6,
    text: "Nothing on this host answers to the resource URI and selectors of the request.",
  },
  noClassToQuery: {
    origin: "wmi",
    value: "s:Sender",
    subcode: "n:CannotProcessFilter",
    code: 0x8033801a,
    cimStatus: 5,
    text: "The filter names a class or namespace that this host does not have.",
  },
  badQuery: {
    origin: "service",
    value: "s:Sender",
    subcode: "n:CannotProcessFilter",
    code: 0x8033801a,
    text: "The filter cannot be read as a WQL query.",
  },
  dialectUnknown: {
    origin: "service",
    value: "s:Sender",
    subcode: "n:FilterDialectRequestedUnavailable",
    code: 0x80338019,
    text: "The dialect of the filter is not known here.",
  },
  keysMissing: {
    origin: "wmi",
    value: "s:Sender",
    subcode: "w:InvalidSelectors",
    code: 0x803380fa,
    detail: "InsufficientSelectors",
    cimStatus: 4,
    text: "Without selectors only the one instance of a singleton class can be meant.",
  },
  queryNeedsStar: {
    origin: "wmi",
    value: "s:Sender",
    subcode: "w:InvalidResourceURI",
    code: 0x803380fb,
    cimStatus: 4,
    text: "With a WQL filter the class in the resource URI must be * and no selector may stand beside it.",
  },
  unexpectedSelectors: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:InvalidSelectors",
    code: 0x8033805b,
    detail: "UnexpectedSelectors",
    text: "The resource takes no such selectors.",
  },
  duplicateSelectors: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:InvalidSelectors",
    code: 0x8033805f,
    detail: "DuplicateSelectors",
    text: "A selector is given twice.",
  },
  badSelectorName: {
    origin: "wmi",
    value: "s:Sender",
    subcode: "w:InvalidSelectors",
    code: 0x80338118,
    cimStatus: 4,
    text: "A selector is not a key of the class.",
  },
  otherNamespace: {
    origin: "service",
    value: "s:Receiver",
    subcode: "w:InternalError",
    code: 0x8033813b,
    text: "The resource URI and the __cimnamespace selector name different namespaces.",
  },
  denied: {
    origin: "wmi",
    value: "s:Sender",
    subcode: "w:AccessDenied",
    code: 0x80338104,
    cimStatus: 2,
    text: "The WMI service refused this account.",
  },
  notCapable: {
    origin: "wmi",
    value: "s:Sender",
    subcode: "w:UnsupportedFeature",
    code: 0x80338102,
    cimStatus: 7,
    text: "The WMI provider is not able to do this.",
  },
  quota: {
    origin: "service",
    value: "s:Receiver",
    subcode: "w:InternalError",
    code: 0x803381a6,
    text: "This account has as many operations under way as it may have.",
  },
  aborted: {
    origin: "service",
    value: "s:Receiver",
    subcode: "w:InternalError",
    code: 995,
    text: "The operation was aborted, as the service or the thread behind it has ended.",
  },
  badHeader: {
    origin: "service",
    value: "s:Sender",
    subcode: "a:InvalidMessageInformationHeader",
    code: 0x8033800f,
    text: "An addressing header holds what it may not.",
  },
  headerMissing: {
    origin: "service",
    value: "s:Sender",
    subcode: "a:MessageInformationHeaderRequired",
    code: 0x80338011,
    text: "An addressing header is missing.",
  },
  notUnderstood: {
    origin: "service",
    value: "s:MustUnderstand",
    subcode: null,
    code: 0x80338010,
    text: "A header that must be understood is not known here.",
  },
  replyElsewhere: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:UnsupportedFeature",
    code: 0x80338076,
    detail: "AddressingMode",
    text: "Answers are given on the same connection only.",
  },
  localeDemanded: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:UnsupportedFeature",
    code: 0x80338087,
    detail: "Locale",
    text: "A locale can be wished for, not demanded.",
  },
  envelopeTooSmall: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:EncodingLimit",
    code: 0x8033807e,
    detail: "MinimumEnvelopeLimit",
    text: "Less than 8192 octets is too little for an answer.",
  },
  answerTooLarge: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:EncodingLimit",
    code: 0x80338048,
    detail: "MaxEnvelopeSizeExceeded",
    text: "The answer is larger than the envelope that was asked for.",
  },
  unsupportedMode: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:UnsupportedFeature",
    code: 0x80338042,
    detail: "EnumerationMode",
    text: "This form of the request is not served.",
  },
  actionUnknown: {
    origin: "service",
    value: "s:Sender",
    subcode: "a:ActionNotSupported",
    code: 0x80338013,
    text: "The resource knows no such action.",
  },
  actionMismatch: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:ActionMismatch",
    code: 0x80338031,
    detail: "ActionMismatch",
    text: "The action and the resource URI name different classes.",
  },
  badBody: {
    origin: "service",
    value: "s:Sender",
    subcode: "w:SchemaValidationError",
    code: 0x80338041,
    text: "The body of the request does not fit its schema.",
  },
  contextGone: {
    origin: "service",
    value: "s:Receiver",
    subcode: "n:InvalidEnumerationContext",
    code: 0x8033801b,
    text: "The enumeration context is not, or no longer, known.",
  },
  badParameter: {
    origin: "wmi",
    value: "s:Sender",
    subcode: "w:InvalidParameter",
    code: 0x8033811e,
    cimStatus: 4,
    text: "The WMI provider refused a parameter.",
  },
  scheduleUnknown: {
    origin: "wmi",
    value: "s:Receiver",
    subcode: "w:InternalError",
    code: 0x80041002,
    cimStatus: 6,
    text: "The WMI provider returned an error: HRESULT 0x80041002.",
  },
} as const satisfies Record<string, FaultRow>;

/** A row of the table. */
export type FaultName = keyof typeof faultRows;
