import { Button } from "@/components/ui/button";
import type { OwnField } from "@/db/tenant/own";
import { itemsInWords, TYPE_WORDS } from "./field-words";

/** A field as the list shows it: what it is, who sees it, how many items have a value, and what can be done. */
export function FieldRow(props: {
  readonly field: OwnField;
  readonly count: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: 1 | -1) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}) {
  const { field, onMove } = props;
  const told = [
    TYPE_WORDS[field.type].label + (field.unit ? ` in ${field.unit}` : ""),
    field.of === "copy" ? "of each copy" : null,
    field.seenBy === "members" ? "for members" : null,
    field.group || null,
    itemsInWords(props.count),
  ];
  return (
    <>
      <span className="field-grip" aria-hidden="true">
        ⋮⋮
      </span>
      <div className="field-words">
        <p className="field-name">{field.label}</p>
        <p className="st-sub">{told.filter(Boolean).join(" · ")}</p>
      </div>
      <div className="ui-row">
        <Button
          small
          look="quiet"
          disabled={props.isFirst}
          aria-label={`Move ${field.label} up`}
          onClick={() => onMove(-1)}
        >
          ↑
        </Button>
        <Button
          small
          look="quiet"
          disabled={props.isLast}
          aria-label={`Move ${field.label} down`}
          onClick={() => onMove(1)}
        >
          ↓
        </Button>
        <Button small look="quiet" aria-label={`Change ${field.label}`} onClick={props.onEdit}>
          Change
        </Button>
        <Button
          small
          look="quiet"
          aria-label={`Move ${field.label} to the trash`}
          onClick={props.onRemove}
        >
          Trash
        </Button>
      </div>
    </>
  );
}
