import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { addressOf } from "@/base/env";
import { Frame } from "@/components/www/frame";
import { findComing } from "@/server/life/coming";
import { PRESETS } from "@/themes/presets";
import { outboxHref } from "../demo";
import { Watch } from "./watch";

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

const coming = cache(async (operation: string, token: string) => findComing(operation, token));

export const metadata: Metadata = {
  title: "Your site is coming",
  robots: { index: false, follow: false },
  referrer: "same-origin",
};

/** How far a site with a database of its own is, for the one who holds its link; then the way in. */
export default async function ComingPage({ searchParams }: Props) {
  const { operation, token } = await searchParams;
  if (typeof operation !== "string" || typeof token !== "string") notFound();
  const birth = await coming(operation, token);
  if (!birth) notFound();
  if (birth.entrance) redirect(birth.entrance);
  const waits = birth.at !== "failed" && birth.at !== "open";
  return (
    <Frame plain outboxHref={outboxHref()}>
      {waits && (
        <noscript>
          <meta httpEquiv="refresh" content="2" />
        </noscript>
      )}
      <Watch
        birth={birth}
        progress={`/coming/progress?${new URLSearchParams({ operation, token })}`}
        address={new URL(addressOf(birth.name)).host}
        skin={PRESETS.find(({ id }) => id === birth.preset)?.name ?? ""}
      />
    </Frame>
  );
}
