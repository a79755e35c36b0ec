/** The drawn plush of an entry, beside words that say what it is. */
export function EntryDrawing({ entryKey }: { readonly entryKey: string }) {
  return (
    <img
      className="entry-drawing"
      src={`/studio/items/entries/drawing?key=${encodeURIComponent(entryKey)}`}
      alt=""
      width={44}
      height={44}
    />
  );
}
