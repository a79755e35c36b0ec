/**
 * Reads `sslmode` of a server's address as Postgres's own programs do: whether connections are encrypted, and
 * whether Node must trust the server's certificate (NODE_EXTRA_CA_CERTS adds authorities).
 */
export function tlsOf(address: URL): "require" | "verify-full" | false {
  const mode = address.searchParams.get("sslmode");
  return mode === "require" || mode === "verify-full" ? mode : false;
}
