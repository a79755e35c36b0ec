export interface PlacementFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | null;
}

const PLACEMENTS = [
  {
    id: "pool",
    name: "A shared database",
    says: "Other sites’ rows lie beside yours. The database looks at every row before it hands it out (row-level security).",
  },
  {
    id: "own",
    name: "A database of my own",
    says: "Only your rows are in it, and its login opens nothing else. Even a query gone wrong finds no neighbours.",
  },
] as const;

/** Where the site's data shall live, with the difference in words. */
export function PlacementField({ value, onChange, problem }: PlacementFieldProps) {
  return (
    <fieldset className="placement" aria-describedby="placement-says">
      <legend>Where it lives</legend>
      {PLACEMENTS.map(({ id, name, says }) => (
        <label key={id}>
          <input
            type="radio"
            name="placement"
            value={id}
            checked={value === id}
            onChange={() => onChange(id)}
          />
          <span>
            <b>{name}</b> <span>{says}</span>
          </span>
        </label>
      ))}
      <p id="placement-says" className="says" data-tone="wrong">
        {problem}
      </p>
    </fieldset>
  );
}
