import { Refusal } from "@/base/refusal";
import type { WriteTx } from "@/db/scope";
import type { ItemDraft } from "@/db/tenant/item";
import { listFields } from "@/db/tenant/queries/own-fields";
import { readOwn } from "./own-typed";

/** The draft with what stands in the owner's fields, read as these have it. @throws Refusal (422) */
export async function readWhole(tx: WriteTx, typed: ItemDraft): Promise<ItemDraft> {
  const { draft, problems } = readOwn(typed, await listFields(tx));
  const fields = Object.fromEntries(
    Object.entries(problems).map(([name, problem]) => [`values.${name}`, problem]),
  );
  const [problem] = Object.values(problems);
  if (problem) throw new Refusal(problem, { fields });
  return draft;
}
