"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { tooLong } from "@/base/values/too-long";
import { directoryAbout } from "@/db/platform/directory";
import { addCorrection } from "@/db/platform/queries/corrections";
import { FACT_KEYS, type FactKey, LONGEST_KEY } from "@/db/tenant/entry";
import { fieldOf } from "@/db/tenant/fields";
import { listEntries } from "@/db/tenant/queries/entries";
import { action } from "@/server/action";

const line = (most: number, none: string) =>
  z
    .string()
    .transform((text) => text.replaceAll("\0", "").trim())
    .pipe(
      z
        .string()
        .min(1, none)
        .max(most, { error: ({ input }) => tooLong(String(input), most) }),
    );

/** Sends what the owner knows better of an entry, and nothing else of the site, to whoever runs the platform. */
export const sendCorrection = action({
  name: "send correction",
  by: "owner",
  input: z.strictObject({
    id: z.uuid("Open the page again and repeat this."),
    entry: z.string().max(LONGEST_KEY),
    field: z.enum(FACT_KEYS as [FactKey, ...FactKey[]], "Choose what is wrong."),
    right: line(200, "Say what is right."),
    evidence: line(
      2000,
      "Say where that can be seen, such as a page, a book or what the tag reads.",
    ),
  }),
  rate: { limit: 30, seconds: 3600 },
  run: async ({ scope, member, input }) => {
    const { id, field, right, evidence } = input;
    const [entry] = await scope.read((tx) => listEntries(tx, [input.entry]));
    if (!entry)
      throw new Refusal("The catalogue doesn't have this entry any more.", { status: 404 });
    const { key, release, facts } = entry;
    const about = `${[facts.name, facts.styleNumber, facts.variant].filter(Boolean).join(" ")}: ${fieldOf("item", field).label}`;
    const says = facts[field] ?? "";
    const correction = { entry: key, release, about, says, right, evidence };
    const { id: tenantId, slug } = scope.tenant;
    await directoryAbout(tenantId).write((tx) =>
      addCorrection(tx, { id, tenantId, slug, member: member.id, correction }),
    );
  },
});
