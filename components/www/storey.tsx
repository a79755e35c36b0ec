import { isTroubled, type StatusDay, type StatusState } from "./status-day";
import { uptimeInWords } from "./status-day-words";
import { StatusDays, TroubledDays } from "./status-days";

/** A component as anyone may see it. */
export interface StatusComponent {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly state: StatusState;
  /** False where this is what was found last. */
  readonly current: boolean;
  readonly says: string;
  readonly uptime: number | null;
  readonly days: readonly StatusDay[];
}

/** One component: its state, its 90 days and what is to be told of them. */
export function Storey({ component }: { readonly component: StatusComponent }) {
  const { state, current, says, days, uptime } = component;
  const troubled = days.filter(isTroubled).length;
  return (
    <li className="status-storey" data-state={state} data-current={current}>
      <div className="status-plate">
        <h2>{component.name}</h2>
        <p>{component.about}</p>
      </div>
      <p className="status-state" data-state={state}>
        {current ? WORDS[state] : `${WORDS[state]}, last known`}
      </p>
      <StatusDays days={days} uptime={uptime} />
      <div className="status-under">
        <span className="status-uptime">{uptimeInWords(uptime)}</span>
        {says && <span className="status-says">{says}</span>}
        {troubled > 0 && (
          <details>
            <summary>{troubled === 1 ? "1 day to tell of" : `${troubled} days to tell of`}</summary>
            <ul>
              <TroubledDays days={days} />
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

const WORDS = {
  operational: "Working",
  degraded: "Degraded",
  down: "Down",
  maintenance: "Maintenance",
} as const;
