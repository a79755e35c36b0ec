/**
 * Whether the connections to a server are encrypted, and whether its certificate must be one that Node believes
 * (NODE_EXTRA_CA_CERTS adds to those): what `sslmode` of its address says, as Postgres's own programs read it.
 */
export function tlsOf(address: URL): "require" | "verify-full" | false {
  const mode = address.searchParams.get("sslmode");
  return mode === "require" || mode === "verify-full" ? mode : false;
}
