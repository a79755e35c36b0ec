import type { MoveSeen } from "@/server/life/home";
import { durationInWords, HOME_NAMES, momentInWords, whoInWords } from "./words";

/** Every move there was, newest first. */
export function PastMoves({ moves }: { readonly moves: readonly MoveSeen[] }) {
  return (
    <section aria-labelledby="past">
      <h2 className="st-title" id="past">
        Moves so far
      </h2>
      {moves.length === 0 ? (
        <p className="st-sub">None. Your data has lived in one place since the site began.</p>
      ) : (
        <ul className="place-past">
          {moves.map((move) => (
            <li key={move.id}>
              <div>
                <p className="place-past-name">Into {HOME_NAMES[move.to]}</p>
                <p className="st-sub">
                  {momentInWords(move.orderedAt)}, by {whoInWords(move.by)}
                  {move.reason && `: “${move.reason}”`}
                </p>
              </div>
              <p className="place-end" data-state={move.state}>
                {endOf(move)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function endOf({ state, startedAt, endedAt }: MoveSeen): string {
  if (state === "failed") return "Stayed where it was";
  return startedAt && endedAt ? `Moved in ${durationInWords(startedAt, endedAt)}` : "Moved";
}
