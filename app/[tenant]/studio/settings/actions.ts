"use server";

import { z } from "zod";
import { addressOf } from "@/base/env";
import { log } from "@/base/log";
import { Refusal } from "@/base/refusal";
import { hashToken } from "@/base/tokens";
import { LANGUAGE_CODES, LISTS, REACHES } from "@/db/tenant/choices";
import { MESSAGE_DAYS } from "@/db/tenant/message";
import { setMessageTerms } from "@/db/tenant/queries/messages";
import { endOtherSessions } from "@/db/tenant/queries/sessions";
import { getSite, nameSite, setLanguage, setReach, showTagPages } from "@/db/tenant/queries/site";
import { makeCrossing } from "@/server/access/former";
import { action } from "@/server/action";
import { deleteTenant } from "@/server/life/remove";
import { renameTenant } from "@/server/life/rename";
import { NameSchema, sameName } from "./site-name";

/** Changes what the site is called. */
export const renameSite = action({
  name: "rename site",
  by: "owner",
  input: z.strictObject({ name: NameSchema }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => nameSite(tx, input.name));
  },
});

/** Sorts the site's names as a language has it. */
export const chooseLanguage = action({
  name: "choose language",
  by: "owner",
  input: z.strictObject({ language: z.enum(LANGUAGE_CODES) }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => setLanguage(tx, input.language));
  },
});

/** Shows the pages about tags at the site's foot, or hides them. */
export const choosePagesAboutTags = action({
  name: "choose pages about tags",
  by: "owner",
  input: z.strictObject({ shown: z.boolean() }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => showTagPages(tx, input.shown));
  },
});

/** Says who reads a list of the site, and what is on it. */
export const chooseReach = action({
  name: "choose reach",
  by: "owner",
  input: z.strictObject({ list: z.enum(LISTS), reach: z.enum(REACHES) }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => setReach(tx, input.list, input.reach));
  },
});

/** Says whether visitors may write to the owners, and how long what they write is kept. */
export const chooseMessages = action({
  name: "choose messages",
  by: "owner",
  input: z.strictObject({ takes: z.boolean(), days: z.literal(MESSAGE_DAYS) }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => setMessageTerms(tx, input));
  },
});

/** Gives the site another address. @returns where this browser goes on, signed in */
export const changeAddress = action({
  name: "change address",
  by: "owner",
  input: z.strictObject({
    name: z
      .string()
      .max(100, "Use at most 40 characters.")
      .transform((name) => name.trim().toLowerCase()),
  }),
  rate: { limit: 10, seconds: 3600 },
  touches: false,
  run: async ({ scope, member, input, request }) => {
    const { name } = input;
    const by = { by: "owner", memberId: member.id, reason: "" };
    const renamed = await renameTenant({ tenant: scope.tenant, name, ...by });
    const here = "/studio/settings";
    // The address is changed by now, whatever becomes of the hand-over; without it the browser signs in there.
    const crossing = await makeCrossing(renamed, request.sessionToken ?? "", here).catch(
      (error: unknown) => {
        log.warn({ err: error, tenant: renamed.id }, "not handed over");
        return null;
      },
    );
    return { url: crossing ?? addressOf(renamed.slug, here) };
  },
});

/** Deletes the site. @returns where it can be brought back */
export const deleteSite = action({
  name: "delete site",
  by: "owner",
  input: z.strictObject({ typed: z.string().max(1000, "This is not the name of the site.") }),
  rate: { limit: 10, seconds: 3600 },
  touches: false,
  run: async ({ scope, member, input }) => {
    const { name } = await scope.read(getSite);
    if (!sameName(input.typed, name)) {
      const sentence = "This is not the name of the site. Type it as it stands above.";
      throw new Refusal(sentence, { fields: { typed: sentence } });
    }
    const { bringBack } = await deleteTenant({
      tenant: scope.tenant,
      by: "owner",
      memberId: member.id,
      reason: "",
    });
    return { url: bringBack };
  },
});

/** Signs the member out in every other browser. */
export const signOutElsewhere = action({
  name: "sign out elsewhere",
  by: "viewer",
  input: z.strictObject({}),
  touches: false,
  run: ({ scope, member, request }) =>
    scope.write(async (tx) => ({
      ended: await endOtherSessions(tx, member.id, hashToken(request.sessionToken ?? "")),
    })),
});
