import { readFileSync } from "node:fs";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";

/** A public page as a document, cut where its nonce stood, so that each visitor gets one of their own. */
export interface PublicDocument {
  readonly headers: OutgoingHttpHeaders;
  readonly parts: readonly string[];
  /** Roughly what it takes in memory, in bytes. */
  readonly size: number;
}

const compress = promisify(gzip);

/** Stands for the nonce in kept headers. No real header can contain this text. */
const PLACE = "\u0000nonce\u0000";

const NONCE = /'nonce-([^']+)'/;

const MAX_DOCUMENT = 4_000_000;

/** Lets the app answer. Takes a whole page instead of sending it; every other answer goes out as the app sends it. */
export async function takeDocument(
  req: IncomingMessage,
  res: ServerResponse,
  answer: () => Promise<void>,
): Promise<PublicDocument | null> {
  const wanted = req.headers["accept-encoding"];
  delete req.headers["accept-encoding"];
  const taken = take(res);
  // `answer` resolves only when the response has been sent, and this function holds it back.
  const html = await Promise.race([taken, answer().then(() => taken)]);
  if (wanted !== undefined) req.headers["accept-encoding"] = wanted;
  return html === null ? null : documentOf(res, html);
}

/** Sends a document with a nonce that nobody else has. */
export async function sendDocument(
  { headers, parts }: PublicDocument,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const nonce = btoa(crypto.randomUUID());
  for (const name of res.getHeaderNames()) if (name !== "x-request-id") res.removeHeader(name);
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined)
      res.setHeader(name, typeof value === "string" ? value.replaceAll(PLACE, nonce) : value);
  const html = parts.join(nonce);
  const zipped = /\bgzip\b/.test(String(req.headers["accept-encoding"] ?? ""));
  const body = zipped ? await compress(html, { level: constants.Z_BEST_SPEED }) : Buffer.from(html);
  if (zipped) res.setHeader("content-encoding", "gzip");
  res.setHeader("vary", "accept-encoding, cookie");
  res.setHeader("content-length", body.length);
  res.writeHead(200);
  res.end(body);
}

/** Holds back a 200 page; resolves with null as soon as the answer turns out to be anything else. */
function take(res: ServerResponse): Promise<string | null> {
  const original = { writeHead: res.writeHead, write: res.write, end: res.end };
  const restore = () => {
    for (const [name, value] of Object.entries(original))
      Object.defineProperty(res, name, { value, configurable: true, writable: true });
  };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let held: boolean | undefined;
    const decide = (status: number) => {
      const type = String(res.getHeader("content-type") ?? "");
      held ??= status === 200 && type.startsWith("text/html") && !res.hasHeader("set-cookie");
      if (held) return;
      restore();
      resolve(null);
    };
    const replace = (name: keyof typeof original, value: (...args: unknown[]) => unknown) =>
      Object.defineProperty(res, name, { value, configurable: true, writable: true });
    replace("writeHead", (...args) => {
      decide(Number(args[0]));
      return held ? res : Reflect.apply(original.writeHead, res, args);
    });
    replace("write", (...args) => {
      decide(res.statusCode);
      if (!held) return Reflect.apply(original.write, res, args);
      keep(chunks, args);
      return true;
    });
    replace("end", (...args) => {
      decide(res.statusCode);
      if (!held) return Reflect.apply(original.end, res, args);
      keep(chunks, args);
      restore();
      resolve(Buffer.concat(chunks).toString("utf8"));
      return res;
    });
    res.once("close", () => resolve(null));
  });
}

function keep(chunks: Buffer[], [chunk, encoding]: unknown[]): void {
  if (typeof chunk === "string")
    chunks.push(Buffer.from(chunk, encoding === "latin1" ? "latin1" : "utf8"));
  else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
}

function documentOf(res: ServerResponse, html: string): PublicDocument {
  const headers = res.getHeaders();
  const nonce = NONCE.exec(String(headers["content-security-policy"] ?? ""))?.[1];
  if (!nonce || html.length > MAX_DOCUMENT)
    throw new Error("The page came without its policy, or is too large.");
  const kept: OutgoingHttpHeaders = {
    // Browsers revalidate it each time, but may show it again for the back button.
    "cache-control": "private, no-cache",
  };
  for (const name of ["content-type", "content-security-policy"])
    kept[name] = String(headers[name]).replaceAll(nonce, PLACE);
  const parts = withoutRuntime(html, nonce).split(nonce);
  return { headers: kept, parts, size: html.length * 2 + 1000 };
}

/**
 * Takes the app's runtime out of a finished page: public pages are documents, and the browser needs neither
 * React nor the router to show one. In its place comes the one script that such a page has, where it has a
 * search. A page that still waits for a part to be filled in by a script is left as it is.
 */
export function withoutRuntime(html: string, nonce: string): string {
  if (html.includes('<template id="B:') || html.includes("$RC(")) return html;
  const bare = html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, "")
    .replace(/<link\b[^>]*\bas="script"[^>]*>/g, "");
  if (!bare.includes('id="shelf-search"')) return bare;
  const script = `<script type="module" nonce="${nonce}">${searchScript()}</script>`;
  return bare.replace("</body>", () => `${script}</body>`);
}

let searchCode: string | undefined;

function searchScript(): string {
  searchCode ??= stripTypeScriptTypes(
    readFileSync(new URL("../components/site/search.browser.ts", import.meta.url), "utf8"),
  )
    .replace(/^\s*\/?\*.*$/gm, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
  return searchCode;
}
