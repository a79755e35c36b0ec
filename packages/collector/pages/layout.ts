import { type Html, html } from "./html";

export interface Page {
  readonly title: string;
  /** Which room is open. */
  readonly room: "lines" | "figures" | "request" | "token";
  /** What stands in the search box. */
  readonly typed?: string;
  readonly body: Html;
}

/** The whole document. */
export function pageOf({ title, room, typed = "", body }: Page): string {
  const link = (to: string, name: string, words: string) =>
    html`<a href="${to}"${room === name ? html` aria-current="page"` : ""}>${words}</a>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title} · Swingtag collector</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/collector.css">
<script src="/collector.js" defer></script>
</head>
<body data-room="${room}">
<a class="skip" href="#content">To the content</a>
<header>
  <a class="mark" href="/"><svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 14 2.3 8.2a3.6 3.6 0 0 1 5.1-5.1l.6.6.6-.6a3.6 3.6 0 0 1 5.1 5.1z"/></svg>Swingtag <span>collector</span></a>
  ${
    room === "token"
      ? ""
      : html`<form action="/" role="search">
    <label for="q">Search</label>
    <input id="q" name="q" type="search" value="${typed}" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="words, a trace or request id, tenant:artmatt, level:error, last:15m" aria-describedby="keys">
    <kbd id="keys" aria-label="The slash key leads here">/</kbd>
  </form>
  <nav aria-label="Rooms">${link("/", "lines", "Lines")}${link("/figures", "figures", "Figures")}</nav>`
  }
</header>
<main id="content">${body}</main>
</body>
</html>
`.text;
}
