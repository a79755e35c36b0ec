export interface EmailFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | null;
  readonly hint: string;
}

/** An e-mail address, with what is wrong with it said below. */
export function EmailField({ value, onChange, problem, hint }: EmailFieldProps) {
  return (
    <div className="field">
      <label htmlFor="email">E-mail</label>
      <input
        id="email"
        name="email"
        type="email"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        required
        autoComplete="email"
        spellCheck={false}
        aria-invalid={problem !== null}
        aria-describedby="email-says"
      />
      <p id="email-says" className="says" data-tone={problem ? "wrong" : "hint"} aria-live="polite">
        {problem ?? hint}
      </p>
    </div>
  );
}
