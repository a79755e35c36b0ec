/** An icon for everybody, for an hour: browsers ask for it with every page. */
export function iconAnswer(bytes: Buffer | null, type: string): Response {
  if (!bytes) return new Response("Not found", { status: 404 });
  return new Response(new Uint8Array(bytes), {
    headers: { "content-type": type, "cache-control": "public, max-age=3600" },
  });
}
