import { PAPER, Paper } from "../paper";
import "@/components/ui/ui.css";
import "@/components/www/paper.css";
import "@/components/operator/console.css";
import "@/components/operator/rows.css";
import "@/components/operator/tenant.css";
import "@/components/operator/status.css";
import type { Metadata } from "next";
import type { ReactNode } from "react";

// Addresses of these pages hold tokens and ids, so the browser names them to no other site.
export const metadata: Metadata = {
  title: { default: "Operators", template: "%s · Operators" },
  robots: { index: false, follow: false },
  referrer: "same-origin",
  icons: { icon: "/icon.svg" },
};

export const viewport = PAPER;

/** The frame of the operators' console, in the apex's colours and type at a smaller size. */
export default function OperatorLayout({ children }: { children: ReactNode }) {
  return <Paper>{children}</Paper>;
}
