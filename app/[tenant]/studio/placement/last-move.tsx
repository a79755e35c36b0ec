import type { MoveSeen } from "@/server/life/home";
import { durationInWords, HOME_NAMES, momentInWords } from "./words";

/** How the last move ended. */
export function LastMove(props: { readonly move: MoveSeen; readonly oldCopyUntil: Date | null }) {
  const { move, oldCopyUntil } = props;
  const { startedAt, endedAt } = move;
  if (!startedAt || !endedAt) return null;
  if (move.state === "failed")
    return (
      <p className="ui-notice st-notice-row" data-tone="warn">
        The last move, into {HOME_NAMES[move.to]}, did not come through
        {move.step && ` (it ended at: ${lowerFirst(move.step)})`}. Your site stayed where it was,
        open and with everything in it. You can move it again; if it fails again, tell us.
      </p>
    );
  // A move whose old copy is gone stands only in the list below.
  if (!oldCopyUntil) return null;
  return (
    <p className="ui-notice st-notice-row">
      Your site moved into {HOME_NAMES[move.to]} on {momentInWords(endedAt)}, in{" "}
      {durationInWords(startedAt, endedAt)}. Every table was compared by count and checksum before
      the switch. The old copy takes no changes and is removed on {momentInWords(oldCopyUntil)}.
    </p>
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
