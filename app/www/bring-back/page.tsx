import type { Metadata } from "next";
import type { ReactNode } from "react";
import { addressOf } from "@/base/env";
import { Frame } from "@/components/www/frame";
import { findStanding } from "@/server/life/link";
import { outboxHref } from "../demo";
import { Told } from "./told";

export const metadata: Metadata = {
  title: "Bring a site back",
  robots: { index: false, follow: false },
  referrer: "same-origin",
};

interface Props {
  readonly searchParams: Promise<{ token?: string | string[] }>;
}

/** Where a deletion leads, and the mail about it: what has become of the site, and the way back. */
export default async function BringBackPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const held = typeof token === "string" ? token : "";
  return (
    <Frame plain outboxHref={outboxHref()}>
      {await said(held)}
    </Frame>
  );
}

async function said(token: string): Promise<ReactNode> {
  const standing = await findStanding(token);
  if (!standing)
    return (
      <>
        <h1>This link leads nowhere now</h1>
        <p>
          It may be cut short, or an earlier deletion was taken back. Copy all of the link from the
          latest mail.
        </p>
      </>
    );
  const host = new URL(addressOf(standing.slug)).host;
  return <Told standing={standing} host={host} token={token} />;
}
