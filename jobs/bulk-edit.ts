import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import { openScope, type Scope } from "@/db/scope";
import { findMember } from "@/db/tenant/queries/members";
import { continueBulkEdit, endBulkEdit } from "@/db/tenant/queries/table/bulk-edits";
import { kindOf } from "./operation";

/**
 * Does a bulk edit part by part. How far it is stands in the site's own rows, written in the transaction that does the
 * part, so that a run after a kill begins where the last one ended. All parts are one change set.
 */
export const bulkEdit = kindOf({
  input: z.object({ tenantId: z.uuid(), edit: z.uuid(), memberId: z.uuid() }),
  attempts: 5,
  pauses: true,
  async run({ input, step, progress, signal }) {
    await step("Changing items", async () => {
      for (;;) {
        signal.throwIfAborted();
        // Looked up for each part, because the site may be moved meanwhile.
        const scope = await scopeOf(input);
        if (!scope) throw new Refusal("This site is gone.");
        const member = await scope.read((tx) => findMember(tx, input.memberId));
        if (!member || member.role === "viewer")
          throw new Refusal("Whoever began it may not change items any more.");
        const now = await scope.write((tx) => continueBulkEdit(tx, input.edit));
        await progress(now.passed, now.total);
        if (now.ended) return;
      }
    });
  },
  async undo({ input }, why) {
    const scope = await scopeOf(input);
    await scope?.write((tx) =>
      endBulkEdit(tx, input.edit, `${why} What it did can be taken back.`),
    );
  },
});

async function scopeOf(input: {
  readonly tenantId: string;
  readonly edit: string;
  readonly memberId: string;
}): Promise<Scope | null> {
  const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
  const member = { kind: "member", id: input.memberId, role: "editor" } as const;
  return tenant && openScope(tenant, member).during("bulk edit", input.edit);
}
