import type { IncomingMessage } from "node:http";

/** An answer in payload format 2.0. */
export interface LambdaAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** What Lambda takes as one answer, in bytes, with room for the headers. */
const LARGEST = 6_000_000;

/** Headers that are about the connection to the local process. */
const LOCAL = new Set(["connection", "keep-alive", "transfer-encoding", "content-length"]);

/** Types of bodies that are sent as text. All others, and compressed bodies, are sent in base64. */
const TEXT =
  /^(text\/|application\/(json|javascript|manifest\+json|[a-z.+-]+\+xml|xml)|image\/svg)/;

/** Reads the local process's answer to its end. */
export async function answerOf(response: IncomingMessage): Promise<LambdaAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers))
    if (value !== undefined && name !== "set-cookie" && !LOCAL.has(name))
      headers[name] = Array.isArray(value) ? value.join(", ") : value;
  const isText = !headers["content-encoding"] && TEXT.test(headers["content-type"] ?? "");
  const body = bytes.toString(isText ? "utf8" : "base64");
  if (body.length > LARGEST)
    return plainAnswer(502, "This is larger than what can be sent from here, which is 6 MB.");
  return {
    statusCode: response.statusCode ?? 502,
    headers,
    cookies: response.headers["set-cookie"] ?? [],
    body,
    isBase64Encoded: !isText,
  };
}

/** An answer of our own, in one sentence. */
export function plainAnswer(statusCode: number, sentence: string): LambdaAnswer {
  return {
    statusCode,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    cookies: [],
    body: `${sentence}\n`,
    isBase64Encoded: false,
  };
}
