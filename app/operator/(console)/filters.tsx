import { numberInWords } from "@/components/operator/figures";
import { type Placement, TENANT_STATES, type TenantState } from "@/db/platform/states";
import { type ListQuery, listHref } from "./tenant-list";

interface Counted {
  readonly state: TenantState;
  readonly placement: Placement;
  readonly tenants: number;
}

/** Those that are being founded stand last: there is nothing to do for them. */
const STATES = [
  undefined,
  ...TENANT_STATES.filter((state) => state !== "founding"),
  "founding",
] as const;

const PLACEMENTS = [
  { value: undefined, label: "anywhere" },
  { value: "pool", label: "in a pool" },
  { value: "own", label: "own database" },
  { value: "stack", label: "own stack" },
] as const;

/** A search and two rows of links, so that what is shown stands in the address. */
export function Filters(props: { readonly query: ListQuery; readonly counts: readonly Counted[] }) {
  const { query, counts } = props;
  const here = counts.filter(({ placement }) => !query.placement || placement === query.placement);
  const of = (state?: Counted["state"]) =>
    here
      .filter((one) => !state || one.state === state)
      .reduce((total, { tenants }) => total + tenants, 0);
  return (
    <div className="op-tools">
      <search>
        <form className="op-search" action="/">
          <label htmlFor="q" className="visually-hidden">
            Part of a name
          </label>
          <input
            id="q"
            name="q"
            type="search"
            placeholder="Part of a name"
            defaultValue={query.q}
          />
          {query.state && <input type="hidden" name="state" value={query.state} />}
          {query.placement && <input type="hidden" name="placement" value={query.placement} />}
          <button type="submit" className="ui-button ui-button-plain">
            Find
          </button>
        </form>
      </search>
      <ul className="op-choices" aria-label="State">
        {STATES.map((state) => (
          <li key={state ?? "all"}>
            <a
              href={listHref(query, { state })}
              aria-current={query.state === state ? "true" : undefined}
            >
              {state ?? "all"} <span className="op-num">{numberInWords(of(state))}</span>
            </a>
          </li>
        ))}
      </ul>
      <ul className="op-choices" aria-label="Placement">
        {PLACEMENTS.map(({ value, label }) => (
          <li key={label}>
            <a
              href={listHref(query, { placement: value })}
              aria-current={query.placement === value ? "true" : undefined}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
