"use client";

import { Button } from "@/components/ui/button";
import type { ItemFormState } from "./use-item-form";
import type { Refused } from "./use-save";

/** Offers what an earlier visit of this tab left unsaved. */
export function FoundNotice({
  state,
  onBringBack,
}: {
  readonly state: ItemFormState;
  readonly onBringBack: () => void;
}) {
  if (!state.found) return null;
  return (
    <div className="ui-notice st-notice-row ui-row found-notice" data-tone="warn" role="status">
      <p className="notice-grow">This tab still holds text that was not saved.</p>
      <Button small onClick={onBringBack}>
        Bring it back
      </Button>
      <Button small look="quiet" onClick={state.dropFound}>
        Discard it
      </Button>
    </div>
  );
}

/** Where it stands, for the bar to lead there. */
export const REFUSED = "refused";

/** Says why a save was refused. In a conflict the person chooses: look at the other version, or replace it. */
export function RefusedNotice(props: {
  readonly refused: Refused | null;
  readonly id: string;
  readonly onReplace: () => void;
}) {
  return (
    <div role="alert">
      {props.refused && (
        <div className="ui-notice st-notice-row" data-tone="problem" id={REFUSED} tabIndex={-1}>
          <p>{props.refused.message}</p>
          {props.refused.conflict && (
            <div className="ui-row notice-actions">
              <a
                className="st-link"
                href={`/studio/items/${props.id}`}
                target="_blank"
                rel="noreferrer"
              >
                Look at the saved version in a new tab
              </a>
              <Button small onClick={props.onReplace}>
                Replace it with mine
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}
