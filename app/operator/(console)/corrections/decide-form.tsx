"use client";

import { Select, TextField } from "@/components/ui/field";
import { StatusForm } from "../status-form";
import { decide } from "./actions";

const DECISIONS = [
  { value: "taken", label: "Take it over" },
  { value: "declined", label: "Decline it" },
] as const;

/** What becomes of one correction, and why. */
export function DecideForm({ correction }: { readonly correction: string }) {
  return (
    <StatusForm act={decide} button="Decide">
      {(fields) => (
        <>
          <input type="hidden" name="correction" value={correction} />
          <Select
            name="decision"
            label="What becomes of it"
            options={DECISIONS}
            error={fields.decision}
          />
          <TextField
            name="reason"
            label="Why"
            hint="The owner reads it."
            error={fields.reason}
            autoComplete="off"
          />
        </>
      )}
    </StatusForm>
  );
}
