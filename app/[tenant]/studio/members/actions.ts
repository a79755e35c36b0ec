"use server";

import { after } from "next/server";
import { z } from "zod";
import { addressOf } from "@/base/env";
import { hashToken, makeToken } from "@/base/tokens";
import { invite, withdrawInvitation } from "@/db/tenant/queries/invitations";
import { changeRole, removeMember } from "@/db/tenant/queries/members";
import { getSite } from "@/db/tenant/queries/site";
import { ROLES } from "@/db/tenant/roles";
import { action } from "@/server/action";
import { invitationLetter } from "@/server/mail/letters";
import { post } from "@/server/mail/post";

const RoleSchema = z.enum(ROLES);

/** How long an invitation counts, in days. */
const INVITED_DAYS = 7;

/** Mails an invitation; a second one to the same address replaces the first. */
export const inviteMember = action({
  name: "invite member",
  by: "owner",
  input: z.strictObject({
    email: z
      .string()
      .trim()
      .toLowerCase()
      .max(254, "This address is too long.")
      .pipe(z.email("Write an address such as anna@example.org.")),
    role: RoleSchema,
  }),
  rate: { limit: 30, seconds: 3600 },
  run: async ({ scope, member, input, request }) => {
    const token = makeToken();
    const { name } = await scope.write(async (tx) => {
      await invite(tx, { ...input, tokenHash: hashToken(token), days: INVITED_DAYS });
      return getSite(tx);
    });
    const query = new URLSearchParams({ token });
    const letter = invitationLetter({
      site: name,
      role: input.role,
      inviter: member.name || undefined,
      url: addressOf(scope.tenant.slug, `/invitation?${query}`),
    });
    after(() => post(input.email, letter, { requestId: request.id, tenant: scope.tenant.id }));
    return { email: input.email };
  },
});

/** Withdraws an open invitation; its link is no longer valid. */
export const withdraw = action({
  name: "withdraw invitation",
  by: "owner",
  input: z.strictObject({ id: z.uuid("There is no such invitation.") }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => withdrawInvitation(tx, input.id));
  },
});

/** Gives a member another role. */
export const setRole = action({
  name: "change role",
  by: "owner",
  input: z.strictObject({ id: z.uuid("There is no such member."), role: RoleSchema }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => changeRole(tx, input.id, input.role));
  },
});

/** Removes a member and ends that member's sessions. */
export const remove = action({
  name: "remove member",
  by: "owner",
  input: z.strictObject({ id: z.uuid("There is no such member.") }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => removeMember(tx, input.id));
  },
});
