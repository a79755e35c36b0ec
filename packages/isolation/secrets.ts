import { randomBytes } from "node:crypto";

/**
 * A canary: 128 random bits as 32 hex digits, which stay the same in lower case, slugs, HTML, JSON, URLs and
 * search words.
 */
export function makeCanary(): string {
  return randomBytes(16).toString("hex");
}

/** Where a secret stands: `items.story`, `file photos/…/full.webp`. */
export type Place = string;

interface Secret {
  readonly owner: string;
  readonly place: Place;
  /** Whether the tenant's own visitors may not see it either: members, private and trashed items. */
  readonly hidden: boolean;
  /** The key of the file that holds it, such as `photos/…`; rows have none. */
  readonly key?: string | undefined;
}

/**
 * What belongs to whom: canaries, ids, hashes and raw tokens of each tenant, and how to find them in
 * anything that was answered. Hex digits are found in either case, with and without the hyphens of an id.
 */
export class Secrets {
  readonly #byHex = new Map<string, Secret>();
  readonly #tokens = new Map<string, Secret>();

  /**
   * Every run of 32 or more hex digits, and every id, of a text.
   * @param hidden from the tenant's own visitors too; what they see in another place is hidden nowhere
   * @param key under which a file holds it
   */
  learn(owner: string, place: Place, text: string, hidden = false, key?: string): void {
    for (const digits of secretsIn(text)) this.#keep(digits, { owner, place, hidden, key });
  }

  /** What stands in a text and was a tenant's own secret is hidden from its visitors no more. */
  show(owner: string, text: string): void {
    for (const digits of secretsIn(text)) {
      const known = this.#byHex.get(digits);
      if (known?.owner === owner) this.#byHex.set(digits, { ...known, hidden: false });
    }
  }

  /** What a tenant keeps under a key, in whatever size, is hidden from its visitors no more. */
  showKey(owner: string, key: string): void {
    for (const [digits, secret] of this.#byHex)
      if (secret.owner === owner && secret.key === key)
        this.#byHex.set(digits, { ...secret, hidden: false });
  }

  #keep(digits: string, secret: Secret): void {
    const known = this.#byHex.get(digits);
    if (!known || known.hidden || !secret.hidden) this.#byHex.set(digits, secret);
  }

  /** A secret that is no hex, such as the token in a session's cookie. */
  learnToken(owner: string, place: Place, token: string): void {
    this.#tokens.set(token, { owner, place, hidden: true });
  }

  /** How many secrets are known of a tenant. */
  count(owner: string): number {
    const all = [...this.#byHex.values(), ...this.#tokens.values()];
    return all.filter((secret) => secret.owner === owner).length;
  }

  /**
   * The places of other tenants' secrets in a text.
   * @param own the tenant whose secrets may be there
   * @param said what the asker sent; an answer that repeats it reveals nothing
   */
  findForeign(text: string, own: string, said = ""): Place[] {
    return this.#find(text, said, ({ owner }) => owner !== own);
  }

  /** The places of a tenant's secrets in a text that its own visitors may not see. */
  findHidden(text: string, own: string, said = ""): Place[] {
    return this.#find(text, said, ({ owner, hidden }) => owner === own && hidden);
  }

  #find(text: string, said: string, counts: (secret: Secret) => boolean): Place[] {
    const repeated = new Set(windowsOf(said));
    const found = new Set<Place>();
    for (const window of windowsOf(text)) {
      const secret = this.#byHex.get(window);
      if (secret && counts(secret) && !repeated.has(window))
        found.add(`${secret.owner}: ${secret.place}`);
    }
    for (const [token, secret] of this.#tokens)
      if (counts(secret) && text.includes(token) && !said.includes(token))
        found.add(`${secret.owner}: ${secret.place}`);
    return [...found];
  }

  /** Whether any of a tenant's own secrets stands in a text: the proof that an answer was worth reading. */
  holdsOwn(text: string, own: string): boolean {
    return windowsOf(text).some((window) => this.#byHex.get(window)?.owner === own);
  }
}

const SECRET = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}/g;

/** A set of the shelf, which sites of as many items have alike; no canary, id or hash has these two digits alone. */
const BITS = /^[01]+$/;

/** The 32 digits of each secret in a text. */
function* secretsIn(text: string): Generator<string> {
  for (const [found] of text.toLowerCase().matchAll(SECRET)) {
    if (BITS.test(found)) continue;
    const digits = found.replaceAll("-", "");
    for (let at = 0; at + 32 <= digits.length; at += 32) yield digits.slice(at, at + 32);
  }
}

let last: { text: string; windows: readonly string[] } = { text: "", windows: [] };

/** Every run of 32 digits in a text, without hyphens. Cached, because the same answer is searched several times. */
function windowsOf(text: string): readonly string[] {
  if (text === last.text) return last.windows;
  const windows: string[] = [];
  for (const [run] of text
    .toLowerCase()
    .replaceAll("-", "")
    .matchAll(/[0-9a-f]{32,}/g)) {
    if (BITS.test(run)) continue;
    for (let at = 0; at + 32 <= run.length; at++) windows.push(run.slice(at, at + 32));
  }
  if (text.length > 10_000) last = { text, windows };
  return windows;
}
