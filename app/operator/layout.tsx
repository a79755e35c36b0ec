import "@/components/ui/ui.css";
import "@/components/www/paper.css";
import "@/components/operator/console.css";
import "@/components/operator/rows.css";
import "@/components/operator/tenant.css";
import "@/components/operator/status.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { currentRequest } from "@/server/access/request";
import { fontFaces, fontPreloads } from "@/themes/font-css";

// Addresses of these pages hold tokens and ids, so the browser names them to no other site.
export const metadata: Metadata = {
  title: { default: "Operators", template: "%s · Operators" },
  robots: { index: false, follow: false },
  referrer: "same-origin",
  icons: { icon: "/icon.svg" },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f1f2ec" },
    { media: "(prefers-color-scheme: dark)", color: "#111c56" },
  ],
};

/** The frame of the operators' console, in the apex's colours and type at a smaller size. */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
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
