/**
 * What is asked of the site, by class: the properties are all that is ever selected. memdocs, develop/reference/core:
 * clients/collections, clients/manage for SMS_R_System.
 */
export const siteClasses = {
  site: { name: "SMS_Site", select: ["SiteCode"] },
  collection: { name: "SMS_Collection", select: ["CollectionID", "Name", "MemberCount", "CollectionType"] },
  membership: {
    name: "SMS_FullCollectionMembership",
    select: [
      "CollectionID",
      "ResourceID",
      "Name",
      "ClientType",
      "IsClient",
      "IsActive",
      "IsObsolete",
      "IsDecommissioned",
    ],
  },
  device: {
    name: "SMS_CombinedDeviceResources",
    select: ["ResourceID", "LastHardwareScan", "LastSoftwareScan"],
  },
  system: {
    name: "SMS_R_System",
    select: [
      "ResourceId",
      "Name",
      "ResourceNames",
      "OperatingSystemNameandVersion",
      "Client",
      "Obsolete",
      "Decommissioned",
    ],
  },
} as const;

/** One of these classes. */
export type SiteClass = (typeof siteClasses)[keyof typeof siteClasses];

/** SMS_Collection.CollectionType of a collection of computers; 1 is one of users. memdocs, SMS_Collection server class. */
export const DEVICE_COLLECTION = 2;

/** SMS_FullCollectionMembership.ClientType of a computer; 3 is a device. memdocs, that class. */
export const COMPUTER_CLIENT = 1;

/** Collections that come with every site and hold whatever it knows. memdocs, core/clients/manage/collections. */
export const everythingCollections: Readonly<Record<string, string>> = {
  SMS00001: "All Systems",
  SMSDM003: "All Desktop and Server Clients",
};

/** Where the site writes down when it took a report in. */
export const scanProperties = { hardware: "LastHardwareScan", software: "LastSoftwareScan" } as const;

/** An inventory whose reports the site dates. */
export type SiteInventory = keyof typeof scanProperties;
