"use client";

import { Select, TextField } from "@/components/ui/field";
import { StatusForm } from "../status-form";
import { decide, unblock } from "./actions";

const DECISIONS = [
  { value: "left", label: "Leave it at that" },
  { value: "blocked", label: "Block the sender on every site" },
] as const;

/** What becomes of one complaint, and why. */
export function DecideForm({ complaint }: { readonly complaint: string }) {
  return (
    <StatusForm act={decide} button="Decide">
      {(fields) => (
        <>
          <input type="hidden" name="complaint" value={complaint} />
          <Select
            name="decision"
            label="What becomes of it"
            options={DECISIONS}
            error={fields.decision}
          />
          <Why error={fields.reason} />
        </>
      )}
    </StatusForm>
  );
}

/** Takes a block back, and why. */
export function UnblockForm({ complaint }: { readonly complaint: string }) {
  return (
    <StatusForm act={unblock} button="Unblock the sender">
      {(fields) => (
        <>
          <input type="hidden" name="complaint" value={complaint} />
          <Why error={fields.reason} />
        </>
      )}
    </StatusForm>
  );
}

function Why({ error }: { readonly error: string | undefined }) {
  return (
    <TextField
      name="reason"
      label="Why"
      hint="The owner reads it in the log."
      error={error}
      autoComplete="off"
    />
  );
}
