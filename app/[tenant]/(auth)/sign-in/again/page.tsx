import type { Metadata } from "next";
import { visit } from "@/server/access";

export const metadata: Metadata = { title: "This link no longer works" };

/** A link that was used, is too old, or was never one. */
export default async function Again() {
  await visit();
  return (
    <>
      <h1>This link no longer works</h1>
      <p>A link works once, for 20 minutes. Yours was used before, or its time is over.</p>
      <p>
        <a className="button" href="/sign-in">
          Ask for a new one
        </a>
      </p>
    </>
  );
}
