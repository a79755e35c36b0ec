import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { type Piece, piecesOf } from "./markup.ts";

/** A public page as a document. It holds nothing of whoever asked for it, so that everybody gets the same bytes. */
export interface PublicDocument {
  readonly type: string;
  /** Lets the page's own styles and scripts run, by their hashes. */
  readonly policy: string;
  /** Of all the above and the page. */
  readonly digest: string;
  /** Roughly what it takes in memory, in bytes. */
  readonly size: number;
  /** The page as it is sent, compressed by whoever asks for it first. */
  readonly body: (encoding: Encoding) => Buffer | Promise<Buffer>;
}

export type Encoding = "br" | "gzip" | "identity";

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
  if (html === null) return null;
  const { "content-type": type, "content-security-policy": policy } = res.getHeaders();
  return documentOf(html, String(type), String(policy ?? ""));
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

/**
 * Makes a document of a finished page.
 * @param policy the page's content policy as the app has sent it
 * @throws Error where the page needs a script that a document does not have
 */
export function documentOf(page: string, type: string, policy: string): PublicDocument {
  if (!policy.includes("script-src") || page.length > MAX_DOCUMENT)
    throw new Error("The page came without its policy, or is too large.");
  const { html, styles, scripts } = withoutRuntime(page);
  const said = policyOf(policy, styles, scripts);
  const plain = Buffer.from(html);
  const bodies = new Map<Encoding, Buffer | Promise<Buffer>>([["identity", plain]]);
  return {
    type,
    policy: said,
    digest: createHash("sha256").update(`${type}\n${said}\n`).update(plain).digest("base64url"),
    size: Math.round(plain.length * 1.5) + 1000,
    body(encoding) {
      const body = bodies.get(encoding) ?? compressed(encoding, plain);
      bodies.set(encoding, body);
      return body;
    },
  };
}

function compressed(encoding: Encoding, body: Buffer): Promise<Buffer> {
  if (encoding === "gzip") return promisify(gzip)(body);
  return promisify(brotliCompress)(body, {
    // Beyond this each further step takes far longer than it saves.
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}

interface Bare {
  readonly html: string;
  /** The texts of its own styles and scripts. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
}

/**
 * Takes the app's runtime out of a finished page: public pages are documents, and the browser needs neither
 * React nor the router to show one. In its place comes the one script that such a page has, where it has a
 * search. What the browser would wait for in vain is refused; `scripts/checks/documents.ts` finds most of it sooner.
 * @throws Error
 */
export function withoutRuntime(page: string): Bare {
  const styles: string[] = [];
  const scripts: string[] = [];
  let html = "";
  for (const piece of piecesOf(page)) {
    const { tag, source } = piece;
    if (tag?.name === "style") styles.push(tag.text);
    if (tag?.attributes.get("id") === "shelf-search") scripts.push(searchScript());
    if (source === "</body>")
      for (const script of scripts) html += `<script type="module">${script}</script>`;
    html += tag ? withoutScript(piece) : source;
  }
  return { html, styles, scripts };
}

function withoutScript({ source, tag }: Piece): string {
  if (!tag) return source;
  const { name, attributes, text } = tag;
  const said = (attribute: string) => attributes.get(attribute) ?? "";
  for (const attribute of attributes.keys())
    if (attribute.startsWith("on")) throw new Error(`A public page has a script in ${source}`);
  if (name === "template") throw new Error(`A public page waits for a script to fill in ${source}`);
  if (name === "script") {
    if (said("src") ? !said("src").startsWith("/_next/static/") : !RUNTIME.test(text))
      throw new Error(`A public page has a script of its own: ${source.slice(0, 200)}`);
    return "";
  }
  if (name === "link" && (said("as") === "script" || said("rel") === "modulepreload")) return "";
  return attributes.has("nonce") ? source.replace(/\s+nonce="[^"]*"/, "") : source;
}

/** How the scripts begin that Next and React put into every page: what was rendered, once more as data, and the start. */
const RUNTIME =
  /^(?:\(self\.__next_[a-z]=|self\.__next_[a-z]\b|\(globalThis\["TURBOPACK"\]|requestAnimationFrame\(function\(\)\{\$RT=)/;

/** The page's policy, with the hashes of what the page holds in the place of the nonce. */
function policyOf(policy: string, styles: readonly string[], scripts: readonly string[]): string {
  const hashes = (texts: readonly string[]) =>
    [...new Set(texts)].map(
      (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`,
    );
  return policy
    .replace(/script-src [^;]*/, `script-src ${hashes(scripts).join(" ") || "'none'"}`)
    .replace(/style-src [^;]*/, ["style-src 'self'", ...hashes(styles)].join(" "));
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
