import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import { findVisit, signInScope } from "@/server/access";
import { requireOwnOrigin } from "@/server/access/answer";
import { countAttempts } from "@/server/access/rate";
import { currentRequest } from "@/server/access/request";
import { authOptions } from "@/server/auth";
import { requirePlainForm } from "@/server/auth/plain-form";

interface Context {
  readonly params: Promise<{ nextauth: string[] }>;
}

/** next-auth for the site of this Host: asking for a link, following it, signing out. */
async function handle(request: NextRequest, context: Context): Promise<Response> {
  const scope = await signInScope("sign-in");
  const { nextauth } = await context.params;
  if (!scope || !(await answers(scope, nextauth)))
    return new Response("Not found", { status: 404 });
  try {
    await guard(request, nextauth);
    return await NextAuth(request, { params: { nextauth } }, authOptions(scope));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const headers: HeadersInit = error.retryAfter
      ? { "retry-after": String(error.retryAfter) }
      : {};
    return Response.json({ message: error.message }, { status: error.status, headers });
  }
}

/** Until its owner's address is confirmed, a site answers only its members and people who follow a mailed link. */
async function answers({ tenant }: Scope, [verb]: string[]): Promise<boolean> {
  if (tenant.confirmed || verb === "callback") return true;
  return (await findVisit())?.member != null;
}

/**
 * Refuses a POST from another Origin and one that can be read in two ways. Allows 30 requests for links an hour
 * from one client; how many are mailed to one address is counted where they are mailed.
 */
async function guard(request: Request, [verb]: string[]): Promise<void> {
  if (request.method !== "POST") return;
  const asked = await currentRequest();
  requireOwnOrigin(asked);
  await requirePlainForm(request);
  if (verb !== "signin") return;
  const rate = { limit: 30, seconds: 3600 };
  await countAttempts({ kind: "sign-in from", subject: asked.client, rate });
}

export { handle as GET, handle as POST };
