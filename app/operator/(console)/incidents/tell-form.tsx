"use client";
import { Select, TextArea } from "@/components/ui/field";
import { StatusForm } from "../status-form";
import { tellOfIncident } from "./actions";
import { FAR, UNRESOLVED } from "./state-options";

/** Says more of an incident. */
export function TellForm(props: {
  readonly incident: string;
  /** True for an incident that Swingtag opened: only Swingtag may close it. */
  readonly automatic: boolean;
}) {
  return (
    <details className="op-deed">
      <summary>Say more</summary>
      <StatusForm act={tellOfIncident} button="Say it">
        {(fields) => (
          <>
            <input type="hidden" name="incident" value={props.incident} />
            <Select
              name="state"
              label="How far you are"
              options={props.automatic ? UNRESOLVED : FAR}
              error={fields.state}
            />
            <TextArea name="text" label="What to say" error={fields.text} rows={3} />
          </>
        )}
      </StatusForm>
    </details>
  );
}
