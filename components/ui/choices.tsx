import { type ReactNode, useId } from "react";

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly hint?: string;
}

/** A choice of one among a few visible options: radio buttons drawn as a strip, or as rows with descriptions. */
export function Choices<Value extends string>(props: {
  readonly legend: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly look?: "strip" | "rows" | "tiles";
  readonly hideLegend?: boolean;
  /** Shown at the end of the legend's line. */
  readonly aside?: ReactNode;
  readonly disabled?: boolean;
}) {
  const name = useId();
  return (
    <fieldset className="ui-choices" data-look={props.look ?? "strip"} disabled={props.disabled}>
      <legend className={props.hideLegend ? "visually-hidden" : "ui-legend"}>{props.legend}</legend>
      {props.aside && <div className="ui-choices-aside">{props.aside}</div>}
      <div className="ui-choices-row">
        {props.choices.map((choice) => (
          <label key={choice.value} className="ui-choice">
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === props.value}
              onChange={() => props.onChange(choice.value)}
            />
            <span className="ui-choice-face">
              <span className="ui-choice-label">{choice.label}</span>
              {choice.hint && <span className="ui-choice-hint">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
