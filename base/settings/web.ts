import { z } from "zod";
import { isAddressOrNetwork } from "../proxies.ts";
import { commaList, wholeNumber } from "./shapes.ts";

/** How the sites are reached, and what their process keeps. */
export const webSettings = {
  PORT: {
    schema: wholeNumber(1, 65535).default(3000),
    says: "The port the app listens on.",
  },
  BASE_DOMAIN: {
    schema: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, "takes a host name such as beanie.ty, without port")
      .default("localhost"),
    says: "The apex. The marketing site answers on it, every site on NAME.BASE_DOMAIN.",
  },
  PUBLIC_PORT: {
    schema: wholeNumber(1, 65535).optional(),
    says: "The port that visitors see in addresses. PORT where the scheme is http, none where it is https.",
  },
  PUBLIC_SCHEME: {
    schema: z.enum(["http", "https"]).optional(),
    says: "Which of http and https visitors see: http on localhost, https elsewhere.",
  },
  TRUSTED_PROXIES: {
    schema: commaList.refine(
      (list) => list.every(isAddressOrNetwork),
      "takes addresses and networks such as 10.0.0.7, 10.0.0.0/8 and fd00::/8, comma-separated",
    ),
    says: "Addresses and networks of reverse proxies, such as 10.0.0.0/8, comma-separated. Only from these do x-forwarded-host, -for and -proto count.",
  },
  FILES: {
    schema: z.string().min(1).default(".data/files"),
    says: "Where uploaded photos are kept: a folder that all instances share, or s3://bucket/prefix with the credentials, and for a store that is not Amazon's the AWS_ENDPOINT_URL, where AWS tools look for them.",
  },
  PAGE_CACHE_MB: {
    schema: wholeNumber(0, 4096).default(64),
    says: "How much memory public pages may take, in megabytes. 0 renders each one anew.",
  },
  SMTP_URL: {
    schema: z
      .url({ protocol: /^smtps?$/, error: "must look like smtp://user:password@host:587" })
      .optional(),
    says: "The mail server that sends sign-in links. Required outside the demo.",
  },
  MAIL_FROM: {
    schema: z.string().min(3).optional(),
    says: "The sender of all mail. `Swingtag <no-reply@BASE_DOMAIN>` where none is given.",
  },
  DEMO: {
    schema: z
      .enum(["0", "1"])
      .default("0")
      .transform((value) => value === "1"),
    says: "1 shows the mail that would have been sent instead of sending it. Only on localhost.",
  },
} as const;
