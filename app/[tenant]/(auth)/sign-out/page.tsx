import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { visit } from "@/server/access";
import { SignOutForm } from "./sign-out-form";

export const metadata: Metadata = { title: "Sign out" };

/** Ends the session on this site. */
export default async function SignOut() {
  const { member } = await visit();
  if (!member) redirect("/");
  return (
    <>
      <h1>Sign out</h1>
      <p>You are signed in on this site as {member.email}.</p>
      <SignOutForm />
    </>
  );
}
