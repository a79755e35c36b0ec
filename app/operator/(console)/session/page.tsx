import type { Metadata } from "next";
import { operatorVisit } from "@/server/operator/visit";
import { LeaveForms } from "./leave-forms";

export const metadata: Metadata = { title: "Your session" };

/** Who is signed in, and the ways out. */
export default async function Session() {
  const { email } = await operatorVisit();
  return (
    <>
      <div className="op-head">
        <h1>Your session</h1>
        <p className="op-sum">
          You are signed in as {email}. A session ends after an hour without use, and after 8 hours
          in any case.
        </p>
      </div>
      <LeaveForms />
    </>
  );
}
