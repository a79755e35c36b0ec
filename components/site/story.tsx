/** Plain text as paragraphs; an empty line parts them. */
export function Story({ text }: { text: string }) {
  return (
    <section className="story" aria-label="Story">
      {text
        .split(/\n\s*\n/)
        .filter((paragraph) => paragraph.trim())
        .map((paragraph) => (
          <p key={paragraph}>{paragraph.trim()}</p>
        ))}
    </section>
  );
}
