import { numberInWords } from "./figures";
import { Stored } from "./stored";

/** An operation as far as a person follows it. */
export interface Working {
  readonly kind: string;
  readonly state: "waiting" | "running" | "succeeded" | "failed";
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** What is under way: its kind, its step in words and how far that step is. */
export function Progress({ work }: { readonly work: Working }) {
  const { kind, state, step, done, total } = work;
  const counted = total > 0;
  return (
    <div className="op-progress">
      <span>
        <Stored text={kind} most={40} />
        {": "}
        {step ? (
          <Stored text={step} most={80} />
        ) : state === "waiting" ? (
          "waits its turn"
        ) : (
          "begins"
        )}
      </span>
      {counted && (
        <span className="op-progress-line">
          <progress value={Math.min(done, total)} max={total} aria-label={`${kind.slice(0, 40)}`} />
          <span className="op-num">
            {numberInWords(done)} of {numberInWords(total)}
          </span>
        </span>
      )}
    </div>
  );
}
