import { type ComponentProps, type ReactNode, useId } from "react";
import { tooLong } from "@/base/values/too-long";

interface Labelled {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string;
  /** How many letters fit. A longer text is not cut: it is said by how much it is too long. */
  readonly longest?: number;
  /** Shown at the end of the label's line. */
  readonly aside?: ReactNode;
  /** Hides the label visually; screen readers still read it. */
  readonly bare?: boolean;
}

interface Described {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** A label, its control, its hint and its problem. The line for hint and problem always takes its space. */
export function Field({
  label,
  hint,
  error,
  aside,
  bare,
  children,
}: Labelled & { readonly children: (control: Described) => ReactNode }) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="ui-field" data-invalid={error ? true : undefined}>
      <div className={bare ? "visually-hidden" : "ui-label"}>
        <label htmlFor={id}>{label}</label>
        {aside}
      </div>
      {children({
        id,
        "aria-describedby": below ? `${id}-below` : undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {below && (
        <p className={error ? "ui-error" : "ui-hint"} id={`${id}-below`}>
          {below}
        </p>
      )}
    </div>
  );
}

/** One line of text. */
export function TextField(props: Labelled & ComponentProps<"input">) {
  const [labels, input] = parted(props);
  return (
    <Field {...labels}>
      {(control) => <input type="text" {...input} {...control} className="ui-input" />}
    </Field>
  );
}

/** Several lines of text; it grows with what is typed where the browser can. */
export function TextArea(props: Labelled & ComponentProps<"textarea">) {
  const [labels, input] = parted(props);
  return (
    <Field {...labels}>
      {(control) => <textarea {...input} {...control} className="ui-input ui-area" />}
    </Field>
  );
}

/** One of a list, as the browser shows lists. */
export function Select({
  options,
  ...props
}: Labelled & ComponentProps<"select"> & { readonly options: readonly Option[] }) {
  const [labels, input] = parted(props);
  return (
    <Field {...labels}>
      {(control) => (
        <select {...input} {...control} className="ui-input ui-select">
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** What stands around a control, and what the control itself is given. */
function parted<Props extends Labelled & { readonly value?: unknown }>({
  label,
  hint,
  error,
  longest,
  aside,
  bare,
  ...input
}: Props) {
  const isBounded = longest !== undefined && typeof input.value === "string";
  const wrong = isBounded ? (tooLong(input.value, longest) ?? error) : error;
  return [{ label, hint, error: wrong, aside, bare }, input] as const;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}
