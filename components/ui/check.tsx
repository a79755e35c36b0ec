import type { ReactNode } from "react";

/** One yes or no, with what it means beside it. */
export function Check(props: {
  readonly label: ReactNode;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label className="ui-check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.target.checked)}
      />
      <span>
        {props.label}
        {props.hint && <span className="ui-hint">{props.hint}</span>}
      </span>
    </label>
  );
}
