import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import type { Tenant } from "@/db/scope";
import type { Outcome } from "@/server/access/answer";
import { operatorAction } from "./action";

/** The input of every deed: the tenant and the reason. */
export const WHY = {
  tenant: z.uuid("There is no such tenant."),
  reason: z
    .string({ error: "Say why. It goes into the audit log, which the owner reads." })
    .trim()
    .min(5, "Say why, in a few words. It goes into the audit log, which the owner reads.")
    .max(500, "Keep the reason to 500 characters."),
};

/** For deeds that take something away: the tenant's name, typed. */
export const SURE = { ...WHY, confirm: z.string().max(100) };

interface Given {
  readonly tenant: string;
  readonly reason: string;
  readonly confirm?: string;
}

/** What was done, as a sentence for the operator. */
export interface Done {
  readonly says: string;
}

/**
 * Something an operator does to a tenant, after all checks of `operatorAction`. Where the input has a
 * `confirm`, it must be the tenant's name as it is at that moment.
 */
export function deed<Schema extends z.ZodType<Given>>(spec: {
  readonly name: string;
  readonly input: Schema;
  readonly run: (doing: {
    readonly tenant: Tenant;
    readonly input: z.output<Schema>;
    /** For the audit log. */
    readonly by: string;
    readonly reason: string;
  }) => Promise<string>;
}): (input: z.input<Schema> | FormData) => Promise<Outcome<Done>> {
  return operatorAction({
    name: spec.name,
    input: spec.input,
    run: async ({ input, by }) => {
      const tenant = await platform.read((tx) => findTenantById(tx, input.tenant));
      if (!tenant) throw new Refusal("There is no such tenant.", { status: 404 });
      const { confirm, reason } = input;
      if (confirm !== undefined && confirm.trim() !== tenant.slug) {
        const sentence = `Type ${tenant.slug} here, so that it is not another site by mistake.`;
        throw new Refusal(sentence, { status: 400, fields: { confirm: sentence } });
      }
      return { says: await spec.run({ tenant, input, by, reason }) };
    },
  });
}
