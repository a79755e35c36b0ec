/** What should be noticed about an item, such as that it is for sale; nothing where nothing should. */
export function Marks({ marks }: { readonly marks: readonly string[] }) {
  if (marks.length === 0) return null;
  return (
    <p className="marks">
      {marks.map((mark) => (
        <span className="mark" key={mark}>
          {mark}
        </span>
      ))}
    </p>
  );
}
