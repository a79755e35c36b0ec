import "@/components/site/write.css";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { SentPage, WritePage } from "@/components/site/write-page";
import { LONGEST_MESSAGE, LONGEST_SENDER } from "@/db/tenant/message";
import { findMovedItem } from "@/db/tenant/queries/addresses";
import { findWrittenAbout, getMessageTerms } from "@/db/tenant/queries/messages";
import { getSite } from "@/db/tenant/queries/site";
import { slugIn } from "@/db/tenant/queries/slug";
import { visit } from "@/server/access";
import type { Outcome } from "@/server/access/answer";
import { currentRequest, note, postedForm } from "@/server/access/request";
import { receiveMessage } from "@/server/messages/receive";
import { TRAP } from "@/server/messages/typed";
import { itemPath } from "../item-address";
import { writePath } from "../write-address";

/** The forms of a site are no search engine's matter. */
export const writeMetadata: Metadata = { title: "Write", robots: { index: false } };

/** What the site takes, and what it is about. */
const writing = cache(async (segment: string | null) => {
  const { scope } = await visit();
  const asked = segment === null ? null : slugIn(segment);
  const [terms, moved, { name }] = await scope.read((tx) =>
    Promise.all([
      getMessageTerms(tx),
      asked === null ? null : findMovedItem(tx, asked),
      getSite(tx),
    ]),
  );
  const slug = moved ?? asked;
  const item = slug === null ? null : await scope.read((tx) => findWrittenAbout(tx, slug));
  const about = slug !== null && item ? { name: item.name, href: itemPath(slug) } : null;
  const isOpen = terms.takes && (slug === null || item !== null);
  return { slug, about, name, days: terms.days, isOpen };
});

/** @param segment of the address that names the item, or null */
export async function WriteToSite({ segment }: { readonly segment: string | null }) {
  const { slug, about, name, days, isOpen } = await writing(segment);
  const [{ id }, form] = await Promise.all([currentRequest(), postedForm()]);
  // Who was writing when it closed is told so, beside what was written.
  if (!isOpen && !form) notFound();
  const outcome: Outcome<void> | null = form && (await receiveMessage(form, slug));
  if (outcome?.ok) {
    note(id, { answer: { status: 303, location: `${writePath(slug)}/sent` } });
    return null;
  }
  if (outcome) note(id, { answer: { status: outcome.status } });
  const said = outcome && Object.keys(outcome.fields).length === 0 ? outcome.message : null;
  return (
    <WritePage
      site={name}
      about={about}
      action={writePath(slug)}
      days={days}
      trap={TRAP}
      typed={{
        name: form?.name ?? "",
        email: form?.email ?? "",
        text: form?.text ?? "",
      }}
      problems={outcome?.fields ?? {}}
      refusal={
        said ?? outcome?.fields[TRAP] ?? (outcome ? "Nothing was sent yet. Look below." : "")
      }
      longest={{ name: LONGEST_SENDER, text: LONGEST_MESSAGE }}
    />
  );
}

/** What is said once a message is on its way. */
export async function SentToSite({ segment }: { readonly segment: string | null }) {
  const { about, name, isOpen } = await writing(segment);
  if (!isOpen) notFound();
  return <SentPage site={name} about={about} />;
}
