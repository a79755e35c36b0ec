import type { IncomingMessage } from "node:http";
import { COOKIE, cookieOf, isToken } from "../access";
import { pageReply, type Reply } from "../reply";
import type { Store } from "../store";
import { figuresPage } from "./figures";
import { html } from "./html";
import { pageOf } from "./layout";
import { linesPage, newRows } from "./lines";
import { requestPage } from "./request";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#d6392b" d="M8 14 2.3 8.2a3.6 3.6 0 0 1 5.1-5.1l.6.6.6-.6a3.6 3.6 0 0 1 5.1 5.1z"/></svg>';

const FILES: Readonly<Record<string, Reply>> = {
  "/collector.css": { status: 200, type: "text/css; charset=utf-8", text: STYLE },
  "/collector.js": { status: 200, type: "text/javascript; charset=utf-8", text: SCRIPT },
  "/icon.svg": { status: 200, type: "image/svg+xml", text: ICON },
};

/** Answers with a page, or with what pages need. */
export function answerPage(url: URL, store: Store): Reply {
  const file = FILES[url.pathname];
  if (file) return file;
  if (url.pathname === "/") return pageReply(linesPage(url, store));
  if (url.pathname === "/rows") return pageReply(newRows(url, store));
  if (url.pathname === "/figures") return pageReply(figuresPage(url, store));
  const id = /^\/trace\/([0-9a-f]{32}|[0-9a-f-]{36})$/.exec(url.pathname)?.[1];
  const page = id ? requestPage(id, store) : null;
  return page ? pageReply(page) : pageReply(nothingPage(id), 404);
}

/** Asks a reader for the token once. The browser stores a value derived from it. */
export async function answerTokenForm(
  req: IncomingMessage,
  url: URL,
  token: string,
): Promise<Reply> {
  const file = FILES[url.pathname];
  if (file) return file;
  if (req.method !== "POST") return pageReply(tokenPage(false), 401);
  const given = new URLSearchParams(await shortBody(req)).get("token") ?? "";
  if (!isToken(given, token)) return pageReply(tokenPage(true), 401);
  const secure = req.headers["x-forwarded-proto"] === "https" ? "; Secure" : "";
  const cookie = `${COOKIE}=${cookieOf(token)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000${secure}`;
  return { ...pageReply("", 303), headers: { location: "/", "set-cookie": cookie } };
}

function tokenPage(wrong: boolean): string {
  const body = html`<form class="token-form" method="post" action="/enter">
<h1>Show the token</h1>
<p>These are the lines of every site. Whoever runs this installation has the token: it is the setting <code>COLLECTOR_TOKEN</code>.</p>
<label for="token">Token</label>
<input id="token" name="token" type="password" autocomplete="current-password" required autofocus${wrong ? html` aria-invalid="true" aria-describedby="wrong"` : ""}>
${wrong ? html`<p id="wrong" class="bad" role="alert">This is another token. Look it up where the collector was set up.</p>` : ""}
<button>Enter</button></form>`;
  return pageOf({ title: "Show the token", room: "token", body });
}

function nothingPage(id: string | undefined): string {
  const body = id
    ? html`<h1>Nothing is known of ${id}</h1><p class="empty">Its lines may not have arrived yet, or have become too old to be kept.</p>`
    : html`<h1>There is nothing here</h1><p class="empty"><a href="/">Look at the lines</a>.</p>`;
  return pageOf({ title: "Nothing", room: "request", body });
}

/** Reads at most a few hundred characters, because no token is longer. */
async function shortBody(req: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of req) {
    text += String(chunk);
    if (text.length > 2000) break;
  }
  return text.slice(0, 2000);
}
