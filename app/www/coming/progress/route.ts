import { findComing } from "@/server/life/coming";

/** How far a birth is, as JSON, for the page that shows it. An unknown or foreign link is not found. */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams;
  const coming = await findComing(asked.get("operation") ?? "", asked.get("token") ?? "");
  if (!coming) return new Response("Not found", { status: 404 });
  return Response.json(coming, { headers: { "cache-control": "no-store" } });
}
