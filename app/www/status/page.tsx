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

/** The content comes from the running server, so the build can't fix it. */
export const dynamic = "force-dynamic";

/** The status page. While the platform's database is away it shows what this process read last. */
export default async function StatusPage() {
  const { at: _, ...shown } = shownOf(viewOf(await tellStatus(), new Date()));
  return (
    <Frame outboxHref={outboxHref()}>
      <Status {...shown} />
    </Frame>
  );
}
