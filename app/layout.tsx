import "./globals.css";
import type { ReactNode } from "react";

export const dynamic = "force-dynamic";

/** The bare document. What a page looks like is decided by the folder of its host. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
