import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Lets the app answer. Takes a 200 that is wanted instead of sending it; every other answer goes out as the app sends
 * it.
 * @param wanted tells by the headers, which are set by then
 * @returns the whole body, or null
 */
export async function takeAnswer(
  req: IncomingMessage,
  res: ServerResponse,
  answer: () => Promise<void>,
  wanted: (res: ServerResponse) => boolean,
): Promise<Buffer | null> {
  const { "accept-encoding": encodings, "if-none-match": known } = req.headers;
  delete req.headers["accept-encoding"];
  delete req.headers["if-none-match"];
  const taken = take(res, wanted);
  // `answer` resolves only when the response has been sent, and this function holds it back.
  const body = await Promise.race([taken, answer().then(() => taken)]);
  if (encodings !== undefined) req.headers["accept-encoding"] = encodings;
  if (known !== undefined) req.headers["if-none-match"] = known;
  return body;
}

/** Resolves with null as soon as the answer turns out to be anything else. */
function take(
  res: ServerResponse,
  wanted: (res: ServerResponse) => boolean,
): Promise<Buffer | null> {
  const original = { writeHead: res.writeHead, write: res.write, end: res.end };
  const restore = () => {
    for (const [name, value] of Object.entries(original))
      Object.defineProperty(res, name, { value, configurable: true, writable: true });
  };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let held: boolean | undefined;
    const decide = (status: number) => {
      held ??= status === 200 && !res.hasHeader("set-cookie") && wanted(res);
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
      resolve(Buffer.concat(chunks));
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
