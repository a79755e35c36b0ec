import type { Metadata } from "next";
import type { ReactNode } from "react";
import { addressOf } from "@/base/env";
import { Frame } from "@/components/www/frame";
import { findStanding, type Standing } from "@/server/life/link";
import { outboxHref } from "../demo";
import { ReturnForm } from "./return-form";

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

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

function Told(props: {
  readonly standing: Standing;
  readonly host: string;
  readonly token: string;
}) {
  const { standing, host, token } = props;
  switch (standing.kind) {
    case "waits":
      return (
        <>
          <h1>{standing.slug} is gone, and can come back</h1>
          <p>
            Nobody sees {host} any more and everyone is signed out. Its items, its photos and its
            members lie untouched until {DAY.format(standing.purgeAt)}. After that day they are
            removed for good.
          </p>
          <p>This address brings all of it back. It is in your mail, too.</p>
          <ReturnForm token={token} host={host} />
        </>
      );
    case "here":
      return (
        <>
          <h1>{standing.slug} is here</h1>
          <p>
            Nothing was removed.{" "}
            <a href={addressOf(standing.slug, "/sign-in")}>Sign in at {host}</a>.
          </p>
        </>
      );
    case "removing":
      return (
        <>
          <h1>{standing.slug} is being removed</h1>
          <p>Its 30 days are over. A signed certificate of what was removed comes by mail.</p>
        </>
      );
    case "removed":
      return (
        <>
          <h1>{standing.slug} was removed for good</h1>
          <p>
            Its 30 days were over.{" "}
            <a href={`/certificates/${standing.certificateId}`}>The certificate</a> says what was
            removed, and what backups hold until when.
          </p>
        </>
      );
  }
}
