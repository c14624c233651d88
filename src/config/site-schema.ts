import { Array as List, Literal, Optional, Object as Shape, String as Text, Union } from "typebox";

/** What stands under `site`: the site's administration service, and with what it is asked. */
export const siteSchema = Shape(
  {
    service: Text({
      title: "an address such as `https://sms.corp.example/AdminService`",
      minLength: 1,
      maxLength: 1000,
      pattern: "^[!-~]*$",
      examples: ["https://sms.corp.example/AdminService"],
      description: "The administration service, at the server that has the SMS Provider.",
    }),
    code: Optional(
      Text({
        title: "a site code such as `P01`",
        pattern: "^[A-Za-z0-9]{3}$",
        examples: ["P01"],
        description: "The site that must be the one that answers.",
      }),
    ),
    credential: Optional(
      Text({
        title: "the name of a credential",
        pattern: "^[A-Za-z][A-Za-z0-9-]{0,63}$",
        examples: ["corp-admin"],
        description: "With which account the site is asked; it goes nowhere else for that.",
      }),
    ),
    auth: Optional(
      Union(
        [
          Literal("negotiate", { description: "Kerberos, or NTLM where that is not to be had." }),
          Literal("kerberos", { description: "Kerberos alone." }),
          Literal("ntlm", { description: "NTLM alone." }),
        ],
        { default: "negotiate", description: "How the account is logged on." },
      ),
    ),
    ca: Optional(
      Text({
        title: "a path",
        minLength: 1,
        maxLength: 1000,
        pattern: "^[^\\u0000-\\u001f\\u007f]*$",
        examples: ["site-ca.pem"],
        description: "Authorities in PEM that are trusted for the site beside the usual ones.",
      }),
    ),
    "dns-suffix": Optional(
      Text({
        title: "a domain such as `corp.example`",
        pattern: "^(?=.{1,190}$)[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*$",
        examples: ["corp.example"],
        description: "The domain of members of which the site knows only a short name.",
      }),
    ),
    allow: Optional(
      List(
        Union([
          Literal("servers", { description: "Collections that hold servers." }),
          Literal("all-systems", { description: "Collections that hold everything, such as All Systems." }),
        ]),
        { minItems: 1, uniqueItems: true, description: "Collections that are refused unless they are named here." },
      ),
    ),
  },
  {
    additionalProperties: false,
    title: "a site",
    description: "The ConfigMgr site, asked for collections and reports.",
  },
);
