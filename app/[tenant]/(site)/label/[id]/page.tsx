import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { UUID } from "@/base/uuid";
import { findLabelled } from "@/db/tenant/queries/labelled";
import { mayActAs } from "@/db/tenant/roles";
import { visit } from "@/server/access";
import { itemPath } from "../../../item-address";

export const metadata: Metadata = { robots: { index: false } };

/**
 * Where a printed label leads, by the id of a copy or a place: whoever works on the collection to its form, everybody else
 * to the page that they may see.
 */
export default async function Label({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const { scope, member } = await visit();
  const found = UUID.test(id) ? await scope.read((tx) => findLabelled(tx, id)) : null;
  if (!found) notFound();
  if (found.kind === "place") redirect(`/studio/places/${found.id}`);
  const mayEdit = member !== null && mayActAs(member.role, "editor");
  redirect(mayEdit ? `/studio/items/${found.id}` : itemPath(found.slug));
}
