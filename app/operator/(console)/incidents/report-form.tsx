"use client";

import { Select, TextArea, TextField } from "@/components/ui/field";
import { ComponentBoxes } from "../component-boxes";
import { StatusForm } from "../status-form";
import { reportIncident } from "./actions";
import { UNRESOLVED } from "./state-options";

/** Reports an incident to everyone. */
export function ReportForm(props: {
  readonly components: readonly { readonly id: string; readonly name: string }[];
}) {
  return (
    <StatusForm
      act={reportIncident}
      button="Report it"
      confirm={{
        title: "Report this incident?",
        says: "It shows at once on the public status page and in every studio. Name no site in it.",
      }}
    >
      {(fields) => (
        <>
          <TextField
            name="title"
            label="Title"
            hint="What people notice, such as: Photographs load slowly."
            error={fields.title}
            autoComplete="off"
          />
          <ComponentBoxes
            components={props.components}
            legend="What is concerned"
            error={fields.components}
          />
          <Select name="state" label="How far you are" options={UNRESOLVED} error={fields.state} />
          <TextArea
            name="text"
            label="What is known, and what is done about it"
            hint="Read by everyone. Name no site."
            error={fields.text}
            rows={4}
          />
        </>
      )}
    </StatusForm>
  );
}
