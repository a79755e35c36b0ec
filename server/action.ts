import { refresh } from "next/cache";
import type { z } from "zod";
import { log } from "@/base/log";
import { Refusal } from "@/base/refusal";
import type { Rate } from "@/db/platform/queries/rates";
import type { Scope } from "@/db/scope";
import type { Member } from "@/db/tenant/queries/members";
import { mayActAs, type Role } from "@/db/tenant/roles";
import { findVisit } from "./access";
import { answering, type Outcome, parse, requireOwnOrigin } from "./access/answer";
import { countAttempts, MEMBER_RATE } from "./access/rate";
import { currentRequest, type SiteRequest } from "./access/request";

export type { Outcome } from "./access/answer";

/** What a member's action is given. */
export interface Doing<Input> {
  readonly scope: Scope;
  readonly member: Member;
  readonly input: Input;
  readonly request: SiteRequest;
}

/**
 * An action of a member on the own site. In this order: the Origin is this site's own → the tenant of the Host
 * → the session of that tenant → the role → the input → the rate → one `run` → the page is shown anew. A
 * refused action has changed nothing.
 */
export function action<Schema extends z.ZodType, Data>(spec: {
  readonly name: string;
  readonly by: Role;
  readonly input: Schema;
  readonly rate?: Rate;
  /** Whether what the person sees now has changed; true where not said. */
  readonly touches?: boolean;
  readonly run: (doing: Doing<z.output<Schema>>) => Promise<Data>;
}): (input: z.input<Schema> | FormData) => Promise<Outcome<Data>> {
  return (given) =>
    answering(spec.name, async () => {
      const request = await currentRequest();
      requireOwnOrigin(request);
      const { scope, member } = await requireMember(spec.by, spec.name);
      const input = parse(spec.input, given);
      await countAttempts({
        kind: spec.rate ? `action ${spec.name}` : "action",
        subject: `${scope.tenant.id} ${member.id}`,
        rate: spec.rate ?? MEMBER_RATE,
      });
      const data = await spec.run({ scope, member, input, request });
      log.info(
        { requestId: request.id, tenant: scope.tenant.id, actor: member.id, action: spec.name },
        "done",
      );
      if (spec.touches !== false) refresh();
      return data;
    });
}

/** An action that needs no session: sign-up on the apex. The same order without member and role. */
export function publicAction<Schema extends z.ZodType, Data>(spec: {
  readonly name: string;
  readonly on: "www" | "site";
  readonly input: Schema;
  /** For each client address. */
  readonly rate: Rate;
  readonly run: (doing: { input: z.output<Schema>; request: SiteRequest }) => Promise<Data>;
}): (input: z.input<Schema> | FormData) => Promise<Outcome<Data>> {
  return (given) =>
    answering(spec.name, async () => {
      const request = await currentRequest();
      requireOwnOrigin(request);
      if (request.destination.kind !== spec.on)
        throw new Refusal("There is no such page.", { status: 404 });
      const input = parse(spec.input, given);
      await countAttempts({
        kind: `action ${spec.name}`,
        subject: request.client,
        rate: spec.rate,
      });
      return spec.run({ input, request });
    });
}

/**
 * The same checks for a route handler that changes something, such as an upload.
 * @throws Refusal
 */
export async function requireMemberRequest(
  name: string,
  least: Role,
  rate: Rate = MEMBER_RATE,
): Promise<{ scope: Scope; member: Member; request: SiteRequest }> {
  const request = await currentRequest();
  requireOwnOrigin(request);
  const { scope, member } = await requireMember(least, name);
  await countAttempts({ kind: name, subject: `${scope.tenant.id} ${member.id}`, rate });
  return { scope, member, request };
}

/** @param name what the history calls it */
async function requireMember(least: Role, name: string): Promise<{ scope: Scope; member: Member }> {
  const found = await findVisit();
  if (!found) throw new Refusal("There is no such page.", { status: 404 });
  if (!found.member)
    throw new Refusal("You are signed out. Sign in again in another tab, then repeat this.", {
      status: 401,
    });
  if (!mayActAs(found.member.role, least))
    throw new Refusal("Your role on this site does not include this. Ask an owner.", {
      status: 403,
    });
  if (found.member.supportUntil)
    throw new Refusal("Support looks and changes nothing. Ask an owner of this site to do it.", {
      status: 403,
    });
  return { scope: found.scope.during(name), member: found.member };
}
