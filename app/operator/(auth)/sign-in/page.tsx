import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { addressOf, env } from "@/base/env";
import { findOperatorVisit } from "@/server/operator/session";
import { AskForm } from "./ask-form";

export const metadata: Metadata = { title: "Sign in" };

/** Asks for the address that gets a one-time link. */
export default async function SignIn() {
  const visit = await findOperatorVisit();
  if (visit) redirect(visit.signedIn ? "/" : "/code");
  const { DEMO, OPERATORS } = env();
  return (
    <>
      <h1>Operators</h1>
      <p>A link comes by mail, then your authenticator’s code is asked for.</p>
      <AskForm
        suggested={DEMO ? (OPERATORS[0] ?? "") : ""}
        outboxHref={DEMO ? addressOf(null, "/outbox") : null}
      />
    </>
  );
}
