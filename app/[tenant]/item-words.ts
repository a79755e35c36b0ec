import { STATUS_WORDS, VISIBILITY_WORDS } from "@/db/tenant/choices";
import type { ItemDraft } from "@/db/tenant/item";

/** What one should notice about an item: its status, and who sees it where that is not everyone. */
export function marksOf({ status, visibility }: Pick<ItemDraft, "status" | "visibility">) {
  return [
    ...(status === "owned" ? [] : [STATUS_WORDS[status]]),
    ...(visibility === "public" ? [] : [VISIBILITY_WORDS[visibility]]),
  ];
}
