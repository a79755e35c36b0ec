import type { ReactNode } from "react";
import { bridge } from "@/base/bridge";
import { currentTrace } from "@/base/telemetry/trace";

interface PrintedProps {
  readonly className: string;
  /** Elements of ours without hooks and without anything to wait for, as all of a public page are. */
  readonly children: ReactNode;
}

/**
 * A part of a public page, printed at once. Next renders each element twice, as data for a runtime and as HTML, and of a
 * document the data are thrown away; this is rendered once. Where the front makes a document of the page it puts this in, so
 * that Next carries nothing of it. Without the front, as in tests, the elements stand as they are, and print the same.
 */
export function Printed({ className, children }: PrintedProps) {
  const { print, notes } = bridge();
  const printed = print?.(children);
  if (printed === undefined) return <div className={className}>{children}</div>;
  const { hints, html } = withoutHints(printed);
  const { document } = notes.get(currentTrace()?.requestId ?? "") ?? {};
  if (document) document.printed = html;
  return (
    <>
      {hints.map((href) => (
        <link key={href} rel="preload" as="image" href={href} />
      ))}
      {document ? (
        <div className={className} data-printed="" />
      ) : (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: React has printed it, and escaped what is in it
        <div className={className} dangerouslySetInnerHTML={{ __html: html }} />
      )}
    </>
  );
}

const HINT = /^<link rel="preload" as="image" href="([^"]*)"\/>/;

/** React prints hints for the pictures in sight before all else. They belong into the head, and as elements get there. */
function withoutHints(printed: string): { hints: string[]; html: string } {
  const hints: string[] = [];
  let html = printed;
  for (let hint = HINT.exec(html); hint; hint = HINT.exec(html)) {
    hints.push((hint[1] ?? "").replaceAll("&amp;", "&"));
    html = html.slice(hint[0].length);
  }
  return { hints, html };
}
