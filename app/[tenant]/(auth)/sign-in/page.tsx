import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { visit } from "@/server/access";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

/** Asks for the address that gets a one-time link. */
export default async function SignIn() {
  const { member } = await visit();
  if (member) redirect("/studio");
  return (
    <>
      <h1>Sign in</h1>
      <p>
        We send a link to your e-mail address. It works once, for 20 minutes; there is no password.
      </p>
      <SignInForm />
    </>
  );
}
