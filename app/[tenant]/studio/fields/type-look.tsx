import type { Unread } from "./retype";

/** What another type would make of a field's values. */
export interface Look {
  readonly read: number;
  readonly lost: number;
  readonly seen: number;
  readonly unread: readonly Unread[];
}

/** Shows, before anything changes, how many values the new type reads and which it can't. */
export function TypeLook({
  look,
  label,
  type,
}: {
  readonly look: Look;
  readonly label: string;
  readonly type: string;
}) {
  return (
    <div className="ui-notice" data-tone={look.lost > 0 ? "warn" : undefined} role="status">
      <p>
        {look.lost === 0
          ? `All ${look.read.toLocaleString("en")} values can be read as ${type.toLowerCase()}.`
          : `${look.read.toLocaleString("en")} of ${look.seen.toLocaleString("en")} values can be read as ${type.toLowerCase()}. The others move to a new field “${label.trim()}, as written”, so that nothing is lost.`}
      </p>
      {look.unread.length > 0 && (
        <ul className="field-unread">
          {look.unread.map(({ name, text, why }) => (
            <li key={`${name} ${text}`}>
              <b>{name}</b>: “{text.slice(0, 80)}”. {why}
            </li>
          ))}
          {look.lost > look.unread.length && (
            <li>and {(look.lost - look.unread.length).toLocaleString("en")} more</li>
          )}
        </ul>
      )}
    </div>
  );
}
