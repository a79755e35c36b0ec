"use client";

import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { Entry } from "@/db/tenant/entry";
import type { ItemValues } from "@/server/items/item-values";
import { EntryDrawing } from "./entry-drawing";
import { differencesOf, leavingNews, newsOf, takingFact, takingNews } from "./entry-values";
import { entryInWords, noteInWords, tagsInWords } from "./entry-words";
import { useEntry } from "./use-entries";

interface Props {
  readonly values: ItemValues;
  readonly change: (part: Partial<ItemValues>) => void;
}

/** Which entry of the catalogue the item is: what it says besides, where the owner says otherwise, and what is new of it. */
export function EntryPart({ values, change }: Props) {
  const kept = values.entry;
  const entry = useEntry(kept?.key);
  if (!kept) return null;
  const differences = differencesOf(values);
  return (
    <div className="entry-part">
      <div className="entry-head">
        <EntryDrawing entryKey={kept.key} />
        <div className="entry-words">
          <span className="entry-name">{kept.facts.name}</span>
          <span className="entry-facts">
            {entry ? entryInWords(entry) : kept.facts.styleNumber}
          </span>
          <span className="entry-facts">From the catalogue, release {kept.release}</span>
        </div>
        <Button small look="quiet" onClick={() => change({ entry: null })}>
          Take it off
        </Button>
      </div>
      {entry && <Told entry={entry} />}
      {entry && (
        <p className="entry-facts">
          <Link
            className="st-link"
            href={`/studio/corrections?entry=${encodeURIComponent(entry.key)}`}
          >
            Correct the catalogue
          </Link>
        </p>
      )}
      {entry === null && (
        <p className="ui-hint">
          The catalogue here doesn't have it any more. What you keep of it stays.
        </p>
      )}
      {differences.length > 0 && (
        <ul className="entry-differences" aria-label="You say otherwise">
          {differences.map(({ key, label, mine, catalogue }) => (
            <li key={key}>
              <span>
                {label}: you say {mine || "nothing"}, the catalogue {catalogue}.
              </span>
              <Button small look="quiet" onClick={() => change(takingFact(values, key))}>
                Use {catalogue}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {entry && <News {...{ values, change, entry }} />}
    </div>
  );
}

/** What the entry says that no field of the item holds. */
function Told({ entry }: { readonly entry: Entry }) {
  const lines = [tagsInWords(entry), ...entry.misprints, ...entry.notes.map(noteInWords)];
  const told = lines.filter(Boolean);
  if (told.length === 0) return null;
  return (
    <ul className="entry-told">
      {told.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What a newer release would change: offered, never done by itself. */
function News({ values, change, entry }: Props & { readonly entry: Entry }) {
  const news = values.entry ? newsOf(values.entry, entry) : [];
  if (news.length === 0) return null;
  return (
    <div className="ui-notice" role="status">
      <p>Release {entry.release} of the catalogue says otherwise:</p>
      <ul className="entry-told">
        {news.map(({ label, was, is }) => (
          <li key={label}>
            {label}: {is || "no longer agreed"}
            {was && `, before ${was}`}
          </li>
        ))}
      </ul>
      <div className="ui-row">
        <Button small onClick={() => change(takingNews(values, entry))}>
          Take it over
        </Button>
        <Button small look="quiet" onClick={() => change(leavingNews(values, entry))}>
          Leave mine as it is
        </Button>
      </div>
    </div>
  );
}
