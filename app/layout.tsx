import "./globals.css";
import type { ReactNode } from "react";

export const dynamic = "force-dynamic";

/** The bare document. The folder of each host adds the look. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
