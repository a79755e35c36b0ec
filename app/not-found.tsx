import type { Metadata } from "next";
import { NotFoundPage } from "@/components/site/not-found-page";

export const metadata: Metadata = { title: "Nothing here", robots: { index: false } };

/** The one 404: of a wrong host, a reserved name, an unconfirmed site and the neighbour's item alike. */
export default function NotFound() {
  return <NotFoundPage />;
}
