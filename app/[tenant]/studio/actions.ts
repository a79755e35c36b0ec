"use server";

import { cookies } from "next/headers";
import { after } from "next/server";
import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { getSite } from "@/db/tenant/queries/site";
import { action } from "@/server/action";
import { makeConfirmationLink } from "@/server/life/birth";
import { confirmLetter } from "@/server/mail/letters";
import { post } from "@/server/mail/post";
import { SHARED_COOKIE } from "./shared-cookie";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Mails the link that opens the site once more. */
export const sendConfirmationAgain = action({
  name: "send confirmation again",
  by: "owner",
  input: z.strictObject({}),
  rate: { limit: 3, seconds: 3600 },
  touches: false,
  run: async ({ scope, member, request }) => {
    if (scope.tenant.confirmed)
      throw new Refusal("The site is open already. Load this page again.", { status: 409 });
    const [url, { name }] = await Promise.all([
      makeConfirmationLink(scope, member.id),
      scope.read(getSite),
    ]);
    after(() =>
      post(member.email, confirmLetter({ site: name, url }), {
        requestId: request.id,
        tenant: scope.tenant.id,
      }),
    );
    return { to: member.email };
  },
});

/** Notes in this browser that the site's address was copied. */
export const noteShared = action({
  name: "note shared",
  by: "viewer",
  input: z.strictObject({}),
  run: async () => {
    const jar = await cookies();
    jar.set(SHARED_COOKIE, "1", {
      httpOnly: true,
      secure: true,
      sameSite: "lax",
      path: "/",
      maxAge: YEAR_SECONDS,
    });
  },
});
