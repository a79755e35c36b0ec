"use client";

import { useId } from "react";

/** Check boxes for the components, as the platform names them. */
export function ComponentBoxes(props: {
  readonly components: readonly { readonly id: string; readonly name: string }[];
  readonly legend: string;
  readonly error?: string;
}) {
  const below = useId();
  return (
    <fieldset className="op-boxes" aria-describedby={props.error ? below : undefined}>
      <legend className="ui-label">{props.legend}</legend>
      <div>
        {props.components.map(({ id, name }) => (
          <label key={id}>
            <input type="checkbox" name="components" value={id} /> {name}
          </label>
        ))}
      </div>
      {props.error && (
        <p className="ui-error" id={below}>
          {props.error}
        </p>
      )}
    </fieldset>
  );
}
