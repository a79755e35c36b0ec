import type { Metadata } from "next";
import { memberVisit } from "@/server/access";
import { readChoices } from "../set-choices";
import { SetForm } from "../set-form";
import "../sets.css";

export const metadata: Metadata = { title: "New set" };

/** Where a set is made. */
export default async function NewSet() {
  const { scope } = await memberVisit("editor");
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>New set</h1>
      </div>
      <SetForm choices={await readChoices(scope)} />
    </div>
  );
}
