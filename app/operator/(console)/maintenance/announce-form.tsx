"use client";

import { useState } from "react";
import { TextArea, TextField } from "@/components/ui/field";
import { ComponentBoxes } from "../component-boxes";
import { StatusForm } from "../status-form";
import { announceMaintenance } from "./actions";

const WHOM = [
  { value: "all", label: "Everyone", hint: "Stands on the public page." },
  { value: "database", label: "One database", hint: "The studios of the sites in it." },
  { value: "tenant", label: "One site", hint: "Its studio alone." },
] as const;

/** Asks when, what and whom. Times are in UTC; the operator's local time stands below them. */
export function AnnounceForm(props: {
  readonly components: readonly { readonly id: string; readonly name: string }[];
}) {
  const [concerns, setConcerns] = useState<(typeof WHOM)[number]["value"]>("all");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  return (
    <StatusForm
      act={announceMaintenance}
      button="Announce it"
      confirm={{
        title: "Announce this maintenance?",
        says: "Every owner it concerns gets one letter, and it shows at once. It can be called off later, which writes to them again.",
      }}
    >
      {(fields) => (
        <>
          <div className="op-pair">
            <TextField
              type="datetime-local"
              name="beginsAt"
              label="From, UTC"
              hint={hereInWords(from)}
              error={fields.beginsAt}
              onChange={(event) => setFrom(event.target.value)}
            />
            <TextField
              type="datetime-local"
              name="endsAt"
              label="To, UTC"
              hint={hereInWords(to)}
              error={fields.endsAt}
              onChange={(event) => setTo(event.target.value)}
            />
          </div>
          <fieldset className="ui-choices" data-look="rows">
            <legend className="ui-legend">Whom it concerns</legend>
            <div className="ui-choices-row">
              {WHOM.map(({ value, label, hint }) => (
                <label key={value} className="ui-choice">
                  <input
                    type="radio"
                    name="concerns"
                    value={value}
                    checked={value === concerns}
                    onChange={() => setConcerns(value)}
                  />
                  <span className="ui-choice-face">
                    <span className="ui-choice-label">{label}</span>
                    <span className="ui-choice-hint">{hint}</span>
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
          {concerns !== "all" && (
            <TextField
              key={concerns}
              name="name"
              label={concerns === "database" ? "Name of the database" : "Name of the site"}
              hint={
                concerns === "database"
                  ? "As it stands under Databases."
                  : "As it is in its address, such as artmatt."
              }
              error={fields.name}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
          )}
          <ComponentBoxes
            components={props.components}
            legend="What may be away"
            error={fields.components}
          />
          <TextArea
            name="text"
            label="What is done, and what people notice"
            hint="Goes into the letter and onto the page as it is. Name no other site."
            error={fields.text}
            rows={4}
          />
        </>
      )}
    </StatusForm>
  );
}

/** A time of the form in the operator's local time zone. */
function hereInWords(typed: string): string {
  const at = new Date(`${typed}:00Z`);
  if (typed === "" || Number.isNaN(at.getTime())) return "Yours is told below once chosen.";
  return `${new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }).format(at)} here.`;
}
