import "@/components/www/status.css";
import type { Metadata } from "next";
import { Frame } from "@/components/www/frame";
import { Status } from "@/components/www/status";
import { shownOf } from "@/server/status/shown";
import { tellStatus } from "@/server/status/snapshot";
import { viewOf } from "@/server/status/view";
import { outboxHref } from "../demo";

export const metadata: Metadata = {
  title: "Status",
  description:
    "How each part of Swingtag stands, how it stood for 90 days, and what work is announced.",
  alternates: { types: { "application/atom+xml": "/status/feed.xml" } },
};

/** The setting of the running server, and what stands now. */
export const dynamic = "force-dynamic";

/** How Swingtag stands. Answers from what this process knew last where the platform's database is away. */
export default async function StatusPage() {
  const { at: _, ...shown } = shownOf(viewOf(await tellStatus(), new Date()));
  return (
    <Frame outboxHref={outboxHref()}>
      <Status {...shown} />
    </Frame>
  );
}
