"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import type { Tenant } from "@/db/scope";
import { getSite, getSkinVersion, nameSite, wearSkin } from "@/db/tenant/queries/site";
import { action } from "@/server/action";
import { filesOf } from "@/server/photos/photo-files";
import { contrastReport } from "@/themes/contrast";
import { parseSkin, type Skin, SkinSchema } from "@/themes/skin";
import { NameSchema } from "../settings/site-name";

/** Saves a new version of the skin, with the site's name, and wears it. */
export const publishSkin = action({
  name: "publish skin",
  by: "owner",
  input: z.strictObject({ name: NameSchema, skin: SkinSchema }),
  run: async ({ scope, input }) => {
    requireContrast(input.skin);
    await requireOwnLogo(scope.tenant, input.skin);
    return scope.write(async (tx) => {
      const site = await getSite(tx);
      if (site.name !== input.name) await nameSite(tx, input.name);
      return { number: await wearSkin(tx, input.skin) };
    });
  },
});

/** Publishes an earlier version of the skin again as a new version; the versions in between stay. */
export const wearVersion = action({
  name: "wear earlier skin",
  by: "owner",
  input: z.strictObject({ number: z.int().min(1) }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      const skin = parseSkin(await getSkinVersion(tx, input.number));
      requireContrast(skin);
      await requireOwnLogo(scope.tenant, skin);
      return { number: await wearSkin(tx, skin, `Back to version ${input.number}`), skin };
    }),
});

function requireContrast(skin: Skin): void {
  const failing = contrastReport(skin).pairs.filter((pair) => !pair.passes);
  const [first] = failing;
  if (!first) return;
  throw new Refusal(
    `This skin is hard to read for some: ${first.where} need ${first.needs} and have ${first.ratio.toFixed(1)}. Repair the contrast, then publish.`,
    { status: 422, fields: { contrast: first.where } },
  );
}

const LOGO_KEY = /^photos\/logo-[0-9a-f-]{36}$/;

async function requireOwnLogo(tenant: Tenant, { logo }: Skin): Promise<void> {
  if (!logo) return;
  if (LOGO_KEY.test(logo.key) && (await filesOf(tenant).get(`${logo.key}/shelf.webp`))) return;
  throw new Refusal("This site has no such logo. Upload it again.", {
    status: 422,
    fields: { logo: "Upload it again." },
  });
}
