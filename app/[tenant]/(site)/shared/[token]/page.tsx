import "@/components/site/shared.css";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SHARED_PAGE_CLASS, SharedContents } from "@/components/site/shared-page";
import { countOf } from "@/components/site/words";
import { listShared } from "@/db/tenant/queries/shares";
import { SHARED_PAGE } from "@/db/tenant/shared";
import { findShared } from "@/server/access/shared";
import { Printed } from "../../printed";
import { pagerWith } from "../../shelf-view";
import { currentSite } from "../../site";

export const metadata: Metadata = {
  title: "Shared",
  robots: { index: false, follow: false, nocache: true },
  referrer: "no-referrer",
};

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

interface Props {
  readonly params: Promise<{ token: string }>;
  readonly searchParams: Promise<{ page?: string | string[] }>;
}

/** A selection for whoever has its link, until its day. Nobody else finds it, and nothing on it leads further. */
export default async function SharedSelection({ params, searchParams }: Props) {
  const [{ token }, { page }] = await Promise.all([params, searchParams]);
  const asked = /^[1-9]\d{0,3}$/.test(String(page)) ? Number(page) : 1;
  const opened = asked === 1 ? "first page" : "page";
  const [found, { skin }] = await Promise.all([findShared(token, opened), currentSite()]);
  // Who asks too often is told so by the front, which knows of the wait.
  if (!found || "wait" in found) notFound();
  const { share, scope } = found;
  const pager = pagerWith({
    page: asked,
    total: share.items,
    size: SHARED_PAGE,
    href: (to) => `/shared/${token}${to > 1 ? `?page=${to}` : ""}`,
  });
  const items = await scope.read((tx) => listShared(tx, share.id, pager.page));
  const address = (key: string, size: string) => `/shared/${token}/${key}/${size}.webp`;
  return (
    <Printed className={SHARED_PAGE_CLASS}>
      <SharedContents
        title={share.name}
        count={countOf(share.items, skin.words)}
        about={`As of ${DAY.format(share.createdAt)}. This link opens until ${DAY.format(share.expiresAt)}; please pass it on to nobody.`}
        items={items.map(({ photos, ...item }) => ({
          ...item,
          photos: photos.map(({ key, ...photo }) => ({
            ...photo,
            src: address(key, "shelf"),
            fullSrc: address(key, "full"),
          })),
        }))}
        pager={pager}
      />
    </Printed>
  );
}
