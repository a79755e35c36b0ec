import { useId } from "react";

/** Several of a list: a box to tick for each. */
export function CheckList(props: {
  readonly legend: string;
  readonly options: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
  readonly hint?: string;
  readonly error?: string;
}) {
  const { options, chosen, onChange } = props;
  const below = useId();
  const told = props.error ?? props.hint;
  return (
    <fieldset className="ui-checks" aria-describedby={told ? below : undefined}>
      <legend className="ui-legend">{props.legend}</legend>
      <div className="ui-checks-row">
        {options.map((option) => (
          <label className="ui-checks-one" key={option}>
            <input
              type="checkbox"
              aria-invalid={props.error ? true : undefined}
              checked={chosen.includes(option)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? options.filter((one) => one === option || chosen.includes(one))
                    : chosen.filter((one) => one !== option),
                )
              }
            />
            {option}
          </label>
        ))}
      </div>
      {told && (
        <p className={props.error ? "ui-error" : "ui-hint"} id={below}>
          {told}
        </p>
      )}
    </fieldset>
  );
}
