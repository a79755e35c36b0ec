import "@/components/www/paper.css";
import "@/components/www/house.css";
import "@/components/www/rooms.css";
import "@/components/www/tag.css";
import "@/components/www/placement.css";
import "@/components/www/coming.css";
import "@/components/www/ground.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { addressOf } from "@/base/env";
import { currentRequest } from "@/server/access/request";
import { fontFaces, fontPreloads } from "@/themes/font-css";

const TITLE = "Swingtag: a room of its own for every collection";
const DESCRIPTION =
  "A site for your plush collection at an address of your own, in a skin of your own, behind walls that stand in the database.";

export function generateMetadata(): Metadata {
  return {
    metadataBase: new URL(addressOf(null)),
    title: { default: TITLE, template: "%s · Swingtag" },
    description: DESCRIPTION,
    icons: { icon: "/icon.svg" },
    openGraph: { type: "website", siteName: "Swingtag", title: TITLE, description: DESCRIPTION },
  };
}

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f1f2ec" },
    { media: "(prefers-color-scheme: dark)", color: "#111c56" },
  ],
};

/** The apex: its own paper, ink and type, whatever skin its rooms show. */
export default async function WwwLayout({ children }: { children: ReactNode }) {
  const { nonce } = await currentRequest();
  for (const href of fontPreloads("bricolage"))
    preload(href, { as: "font", type: "font/woff2", crossOrigin: "anonymous" });
  return (
    <>
      <style nonce={nonce}>{fontFaces("bricolage")}</style>
      {children}
    </>
  );
}
