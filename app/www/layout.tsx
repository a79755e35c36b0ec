import { PAPER, Paper } from "../paper";
import "@/components/www/paper.css";
import "@/components/www/house.css";
import "@/components/www/rooms.css";
import "@/components/www/tag.css";
import "@/components/www/placement.css";
import "@/components/www/coming.css";
import "@/components/www/ground.css";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { addressOf } from "@/base/env";

const TITLE = "Swingtag: a room of its own for every collection";
const DESCRIPTION =
  "A site for your plush collection at an address of your own, in a skin of your own, behind walls that stand in the database.";

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(addressOf(null)),
    title: { default: TITLE, template: "%s · Swingtag" },
    description: DESCRIPTION,
    icons: { icon: "/icon.svg", apple: "/apple-touch-icon.png" },
    openGraph: { type: "website", siteName: "Swingtag", title: TITLE, description: DESCRIPTION },
  };
}

export const viewport = PAPER;

/** The apex: its own paper, ink and type, whatever skin its rooms show. */
export default function WwwLayout({ children }: { children: ReactNode }) {
  return <Paper>{children}</Paper>;
}
