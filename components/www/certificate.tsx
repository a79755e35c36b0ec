/** A certificate of removal on paper: the signed text to the letter, and whether the signature holds. */
export function CertificatePaper(props: {
  readonly body: string;
  readonly signature: string;
  readonly genuine: boolean;
}) {
  const [title = "", ...rest] = props.body.split("\n");
  return (
    <article className="certificate" data-genuine={props.genuine || undefined}>
      <p className="certificate-seal">
        {props.genuine ? "The signature is ours" : "This is not our signature"}
      </p>
      <h2>{title}</h2>
      {sectionsOf(rest).map((section) => (
        <Section key={section.join("\n")} lines={section} />
      ))}
      <p className="certificate-signature">
        <span>Signature</span> {props.signature}
      </p>
    </article>
  );
}

/** Lines between empty ones. A line `Name: value` is set as a pair; the first without one is a heading. */
function Section({ lines }: { readonly lines: readonly string[] }) {
  const [first = ""] = lines;
  const titled = !first.includes(": ");
  return (
    <section>
      {titled && <h3>{first}</h3>}
      <ul>
        {(titled ? lines.slice(1) : lines).map((line) => {
          const [, name, value] = /^(?:- )?([^:]{1,40}): (.*)$/.exec(line) ?? [];
          return (
            <li key={line} data-row={line.startsWith("- ") || undefined}>
              {name ? (
                <>
                  <span>{name}</span> <b>{value}</b>
                </>
              ) : (
                line
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function sectionsOf(lines: readonly string[]): string[][] {
  const sections: string[][] = [];
  for (const line of lines) {
    if (line === "") sections.push([]);
    else sections.at(-1)?.push(line);
  }
  return sections.filter((section) => section.length > 0);
}
