import type { MoveSeen } from "@/server/life/home";
import { STEPS } from "@/server/life/move";
import { HOME_NAMES } from "./words";

const WORDS = { done: "done", now: "now", next: "" } as const;

/** The steps of a move under way, as the operation's row tells them. */
export function RunningMove({ move }: { readonly move: MoveSeen }) {
  return (
    <section className="st-block" aria-labelledby="moving">
      <h2 id="moving">Moving into {HOME_NAMES[move.to]}</h2>
      <p className="st-sub" role="status">
        {move.step === ""
          ? "It begins in a moment."
          : move.step === STEPS.switch
            ? "Saving is held for a few seconds. Reading goes on."
            : "Your site is open, and what is saved now is kept."}
        {move.again && " The move was interrupted and began again."}
      </p>
      <ol className="place-steps">
        {Object.values(STEPS).map((step, at) => {
          const state = stateOf(at, move);
          return (
            <li
              key={step}
              className="place-step"
              data-state={state}
              aria-current={state === "now" ? "step" : undefined}
            >
              <span className="place-dot" aria-hidden="true" />
              <span>
                {step}
                {state === "now" && move.detail && <span className="st-sub"> {move.detail}</span>}
                {state === "now" && move.total > 0 && (
                  <span className="st-sub st-num">
                    {" "}
                    {move.done.toLocaleString("en")} of {move.total.toLocaleString("en")}
                    {!move.detail && " rows"}
                  </span>
                )}
              </span>
              <span className="st-sub">{WORDS[state]}</span>
            </li>
          );
        })}
      </ol>
      <p className="st-sub">You can close this page. The move goes on without it.</p>
    </section>
  );
}

function stateOf(at: number, { behind, step }: MoveSeen): keyof typeof WORDS {
  if (step !== "" && at < behind) return "done";
  return step !== "" && at === behind ? "now" : "next";
}
