import type { Static } from "typebox";
import type { Json } from "../../src/base/json.ts";
import type { Event } from "../../src/model/event.ts";
import type { Summary } from "../../src/model/summary.ts";
import type { DoctorRecord } from "../../src/report/doctor-shape.ts";
import type { StreamHead } from "../../src/report/event-lines.ts";
import type { doctorSchema } from "../../src/report/published/doctor.ts";
import type { eventSchema } from "../../src/report/published/event.ts";
import type { summarySchema } from "../../src/report/published/summary.ts";

/** A type with its intersections joined and everything read-only, so that two can be compared; plain data of any shape as it is. */
type Plain<T> = [Json] extends [T] ? T : T extends object ? { readonly [K in keyof T]: Plain<T[K]> } : T;

/** `true` where two types are one and the same, down to which keys may be absent. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** These do not compile where a published schema and the type of what is printed part. */
export const summaryIsPublished: Same<Plain<Static<typeof summarySchema>>, Plain<Summary>> = true;
export const doctorIsPublished: Same<Plain<Static<typeof doctorSchema>>, Plain<DoctorRecord>> = true;
export const eventIsPublished: Same<Plain<Static<typeof eventSchema>>, Plain<StreamHead | Event>> = true;
