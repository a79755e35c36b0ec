import { redirect } from "next/navigation";
import { findOperatorVisit, type OperatorVisit } from "./session";

/** The operator's visit for a page of the console; everyone else is sent to sign in. */
export async function operatorVisit(): Promise<OperatorVisit> {
  const visit = await findOperatorVisit();
  if (!visit) redirect("/sign-in");
  if (!visit.signedIn) redirect("/code");
  return visit;
}
