import type { Viewport } from "next";
import type { ReactNode } from "react";
import { preload } from "react-dom";
import { currentRequest } from "@/server/access/request";
import { fontFaces, fontPreloads } from "@/themes/font-css";

export const PAPER: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f1f2ec" },
    { media: "(prefers-color-scheme: dark)", color: "#111c56" },
  ],
};

/** The platform's own type, on whose paper the apex and the console are set. */
export async function Paper({ children }: { readonly children: ReactNode }) {
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
