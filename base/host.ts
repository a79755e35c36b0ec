/** Where a request goes, decided from its Host header alone. */
export type Destination =
  | { readonly kind: "www" }
  | { readonly kind: "operator" }
  | { readonly kind: "site"; readonly name: string }
  | { readonly kind: "nothing" };

/** Names that no tenant can have: hosts of the platform's own, and words that would mislead. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(
  (
    "www operator operators admin administrator root api app apps assets static cdn media files images img photos " +
    "mail smtp imap pop mx email webmail autodiscover autoconfig ns ns1 ns2 dns ftp sftp ssh vpn proxy gateway " +
    "status health healthz readyz metrics monitor logs help support docs documentation guide blog news about " +
    "contact legal privacy terms security abuse postmaster hostmaster webmaster noreply no-reply billing pay " +
    "payments checkout shop store account accounts auth oauth login signin sign-in signup sign-up logout register " +
    "dashboard studio console settings internal system platform pool tenant tenants database swingtag demo test " +
    "testing staging dev development preview beta localhost local example invalid null undefined wpad isatap ty official"
  ).split(" "),
);

const LABEL = /^[a-z0-9](?:-?[a-z0-9])*$/;

/**
 * Whether a text is well formed as a site's name: 3 to 40 of a-z, 0-9 and single inner hyphens.
 * Says nothing about reserved or taken names. Double hyphens, and so `xn--`, never pass.
 */
export function isSiteName(name: string): boolean {
  return name.length >= 3 && name.length <= 40 && LABEL.test(name);
}

/**
 * Reads a Host header (RFC 9110 §7.2). Pure: the same text always leads to the same place.
 * @param header the one Host header as received, port and case included; null when there is none or several
 * @param baseDomain the apex in lower case, without port, such as `beanie.ty`
 */
export function destinationOf(header: string | null | undefined, baseDomain: string): Destination {
  const host = header ? hostnameOf(header) : null;
  if (host === null) return { kind: "nothing" };
  if (host === baseDomain) return { kind: "www" };
  if (!host.endsWith(`.${baseDomain}`)) return { kind: "nothing" };
  const name = host.slice(0, -baseDomain.length - 1);
  if (name === "operator") return { kind: "operator" };
  return isTenantsName(name) ? { kind: "site", name } : { kind: "nothing" };
}

/** In which header the front tells the app where a request goes. From outside none of this name gets in. */
export const DESTINATION = "x-swingtag-destination";

/** A destination as a header's value; `readDestination` reads it. */
export function writeDestination(destination: Destination): string {
  return destination.kind === "site" ? `site ${destination.name}` : destination.kind;
}

/** What `writeDestination` wrote. Anything else leads nowhere, and so does a request that passed no front. */
export function readDestination(value: string | null): Destination {
  if (value === "www" || value === "operator") return { kind: value };
  const name = value?.startsWith("site ") ? value.slice("site ".length) : "";
  return isTenantsName(name) ? { kind: "site", name } : { kind: "nothing" };
}

/** The name of the site that a destination is, or null where it is none. */
export function siteNameOf(destination: Destination): string | null {
  return destination.kind === "site" ? destination.name : null;
}

function isTenantsName(name: string): boolean {
  return isSiteName(name) && !RESERVED_NAMES.has(name);
}

function hostnameOf(header: string): string | null {
  if (header.length > 255) return null;
  // The pattern is matched before the text is put into lower case, because lower case turns some letters beyond
  // ASCII into ASCII ones.
  const match = /^([A-Za-z0-9.-]+?)\.?(?::([0-9]{1,5}))?$/.exec(header);
  if (!match?.[1]) return null;
  if (match[2] !== undefined && Number(match[2]) > 65535) return null;
  return match[1].toLowerCase();
}
