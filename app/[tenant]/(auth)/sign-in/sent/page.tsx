import type { Metadata } from "next";
import { addressOf, env } from "@/base/env";
import { visit } from "@/server/access";

export const metadata: Metadata = { title: "Look into your mail" };

/** Shows the same words whether or not a member has the address. */
export default async function Sent() {
  await visit();
  return (
    <>
      <h1>Look into your mail</h1>
      <p>
        If the address belongs to a member of this site, a link is on its way to it. It works once,
        for 20 minutes. Nothing there? Look among the unwanted mail, or{" "}
        <a href="/sign-in">ask again</a>.
      </p>
      {env().DEMO && (
        <p>
          This is the demo: the mail was not sent.{" "}
          <a href={addressOf(null, "/outbox")}>Read it here</a>.
        </p>
      )}
    </>
  );
}
