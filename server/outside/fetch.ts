import { once } from "node:events";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { hostOf, isPublicAddress, judgeAddress, NOT_PUBLIC } from "./address";
import { INTERNET, type Network } from "./network";

/** What an address gave; or why nothing came, in a sentence, and whether it may come another time. */
export type Fetched =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: string; readonly passing: boolean };

/** How a fetch is bounded. */
export interface Bounds {
  /** Bytes that may come. */
  readonly most: number;
  /** Milliseconds for all of it: names, connections, redirects and bytes. */
  readonly patience: number;
  readonly signal?: AbortSignal;
  readonly network?: Network;
}

const MOST_REDIRECTS = 3;
/** Milliseconds until a machine answers that it is there. */
const DIALLING = 5000;

/**
 * Fetches what lies at an address of the public internet. Each machine is looked at before it is reached, and reached by
 * the address that was looked at, so that a name which leads elsewhere a moment later leads nowhere. Redirects are looked
 * at alike.
 */
export async function fetchOutside(text: string, bounds: Bounds): Promise<Fetched> {
  const { network = INTERNET, signal, patience } = bounds;
  const late = AbortSignal.timeout(patience);
  const ending = signal ? AbortSignal.any([signal, late]) : late;
  try {
    return await follow(text, { ...bounds, network, ending });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Unreached) return { ok: false, reason: error.message, passing: true };
    if (error instanceof Unwanted) return { ok: false, reason: error.message, passing: false };
    if (late.aborted)
      return { ok: false, reason: `It did not come in ${patience / 1000} seconds.`, passing: true };
    return { ok: false, reason: "The connection broke off.", passing: true };
  }
}

/** It may work another time. */
class Unreached extends Error {}
/** It will not work another time either. */
class Unwanted extends Error {}

interface Asking extends Bounds {
  readonly network: Network;
  readonly ending: AbortSignal;
}

async function follow(text: string, asking: Asking): Promise<Fetched> {
  let judged = judgeAddress(text);
  for (let redirects = 0; ; redirects++) {
    if (!judged.ok)
      throw new Unwanted(
        redirects === 0 ? judged.reason : `It redirects to another address. ${judged.reason}`,
      );
    const { url } = judged;
    const answer = await ask(url, asking);
    try {
      const to = redirectOf(answer);
      if (to === null) return { ok: true, bytes: await bodyOf(answer, url, asking) };
      if (redirects === MOST_REDIRECTS)
        throw new Unwanted(`It redirects more than ${MOST_REDIRECTS} times.`);
      judged = judgeAddress(to, url);
    } finally {
      answer.destroy();
    }
  }
}

async function ask(url: URL, { network, ending }: Asking): Promise<IncomingMessage> {
  const isTls = url.protocol === "https:";
  const host = hostOf(url);
  const port = Number(url.port) || (isTls ? 443 : 80);
  const socket = await dialled(await machinesOf(host, network, ending), port, network, ending);
  // No agent: nothing is shared between sites, kept open, or sent through a proxy that is set somewhere.
  const request = (isTls ? requestHttps : requestHttp)(url, {
    method: "GET",
    headers: {
      host: url.host,
      accept: "image/avif,image/webp,image/png,image/jpeg,*/*;q=0.5",
      "accept-encoding": "identity",
      "user-agent": "Swingtag (photos of an import)",
      connection: "close",
    },
    signal: ending,
    createConnection: () =>
      isTls ? connectTls({ socket, host, ...(!isIP(host) && { servername: host }) }) : socket,
  });
  request.end();
  try {
    const [answer]: IncomingMessage[] = await once(request, "response");
    if (!answer) throw new Error("No answer came.");
    return answer;
  } catch (error) {
    socket.destroy();
    if (ending.aborted) throw error;
    throw new Unreached(`${host} did not answer as a web server does.`);
  }
}

/** The addresses of a name, if every one of them is public: a name that leads to both is a trick. */
async function machinesOf(
  host: string,
  network: Network,
  ending: AbortSignal,
): Promise<readonly string[]> {
  const found = isIP(host)
    ? [{ address: host }]
    : await until(ending, network.resolve(host)).catch((error: unknown) => {
        if (ending.aborted) throw error;
        throw new Unreached(`${host} is not known.`);
      });
  if (found.length === 0) throw new Unreached(`${host} is not known.`);
  if (!found.every(({ address }) => isPublicAddress(address))) throw new Unwanted(NOT_PUBLIC);
  return found.map(({ address }) => address);
}

/** A connection to the first of these machines that is there; IPv4 first, since many a server has no other. */
async function dialled(
  addresses: readonly string[],
  port: number,
  network: Network,
  ending: AbortSignal,
): Promise<Socket> {
  const inOrder = [...addresses].sort((one, other) => isIP(one) - isIP(other)).slice(0, 4);
  for (const address of inOrder) {
    const socket = network.dial({ address, port });
    try {
      const patience = AbortSignal.any([ending, AbortSignal.timeout(DIALLING)]);
      await once(socket, "connect", { signal: patience });
      return socket;
    } catch {
      socket.destroy();
      ending.throwIfAborted();
    }
  }
  throw new Unreached("The server can’t be reached.");
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Where an answer leads on; null where it is the thing itself. */
function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | null {
  return REDIRECTS.has(statusCode) && headers.location ? headers.location : null;
}

async function bodyOf(answer: IncomingMessage, url: URL, asking: Asking): Promise<Buffer> {
  const { statusCode = 0, headers } = answer;
  const host = hostOf(url);
  if (statusCode === 429 || statusCode >= 500)
    throw new Unreached(`${host} is too busy or out of order (${statusCode}).`);
  if (statusCode === 401 || statusCode === 403)
    throw new Unwanted(`${host} does not give it to others (${statusCode}).`);
  if (statusCode !== 200) throw new Unwanted(`There is nothing at this address (${statusCode}).`);
  if ((headers["content-encoding"] ?? "identity") !== "identity")
    throw new Unwanted(`${host} sends it packed, which no photo is.`);
  const tooLarge = () =>
    new Unwanted(`It is larger than ${Math.floor(asking.most / 1_000_000)} MB.`);
  if (Number(headers["content-length"] ?? 0) > asking.most) throw tooLarge();
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer) {
    asking.ending.throwIfAborted();
    size += piece.length;
    if (size > asking.most) throw tooLarge();
    pieces.push(piece);
  }
  if (!answer.complete) throw new Unreached("The connection broke off.");
  return Buffer.concat(pieces, size);
}

/** What is waited for, unless the patience ends before. */
function until<T>(ending: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    ending.addEventListener("abort", () => reject(ending.reason), { once: true });
    work.then(resolve, reject);
  });
}
