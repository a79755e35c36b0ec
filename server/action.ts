import { refresh } from "next/cache";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import type { Rate } from "@/db/platform/queries/rates";
import type { Role, Scope } from "@/db/scope";
import type { Member } from "@/db/tenant/queries/members";
import { DatabaseUnavailable, SiteSealed } from "@/db/transaction";
import { findVisit, mayActAs } from "./access";
import { env } from "./env";
import { log } from "./log";
import { countAttempts } from "./rate";
import { Refusal } from "./refusal";
import { currentRequest, type SiteRequest } from "./request";

/** What an action answers: its data, or a sentence for the person with the fields it is about. */
export type Outcome<Data> =
  | { readonly ok: true; readonly data: Data }
  | {
      readonly ok: false;
      readonly message: string;
      readonly fields: Readonly<Record<string, string>>;
      readonly status: number;
    };

/** What a member's action is given. */
export interface Doing<Input> {
  readonly scope: Scope;
  readonly member: Member;
  readonly input: Input;
  readonly request: SiteRequest;
}

/** How often a member may do anything that changes the site: bursts of typing fit, loops do not. */
const MEMBER_RATE: Rate = { limit: 240, seconds: 60 };

/**
 * An action of a member on the own site. In this order: the Origin is this site's own → the tenant of the
 * Host → the session of that tenant → the role → the input → the rate → one `run` → the page is shown anew.
 * Whatever is refused has changed nothing.
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
      const { scope, member } = await requireMember(spec.by);
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
  const { scope, member } = await requireMember(least);
  await countAttempts({ kind: name, subject: `${scope.tenant.id} ${member.id}`, rate });
  return { scope, member, request };
}

/**
 * Browsers send Origin with every POST; without one, or with a sibling's, nothing is done.
 * @throws Refusal (403)
 */
export function requireOwnOrigin({ origin, host }: SiteRequest): void {
  if (origin !== null && origin === `${env().scheme}://${host.toLowerCase()}`) return;
  throw new Refusal("This did not come from this site. Open the page again and repeat it there.", {
    status: 403,
  });
}

async function requireMember(least: Role): Promise<{ scope: Scope; member: Member }> {
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
  return { scope: found.scope, member: found.member };
}

function parse<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given instanceof FormData ? fieldsOf(given) : given);
  if (parsed.success && isKeepable(parsed.data)) return parsed.data;
  const issues = parsed.error?.issues ?? [{ path: [], message: UNKEEPABLE }];
  const fields: Record<string, string> = {};
  for (const issue of issues) fields[issue.path.join(".") || "form"] ??= issue.message;
  const [first] = Object.values(fields);
  throw new Refusal(first ?? "Something in the form is not as it should be.", {
    status: 400,
    fields,
  });
}

const UNKEEPABLE = "This has characters that cannot be kept. Remove them and repeat this.";

/** Whether Postgres can store every text in it: it takes neither U+0000 nor, in JSON, half a surrogate pair. */
function isKeepable(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\u0000") && value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, held]) => isKeepable(key) && isKeepable(held));
}

/** A form's fields by name; what Next adds for itself is left out, repeated names become lists. */
function fieldsOf(form: FormData): Record<string, unknown> {
  // Without a prototype, so that a field called __proto__ is an unknown field like any other.
  const fields: Record<string, unknown> = Object.create(null);
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue;
    const all = form.getAll(name);
    fields[name] = all.length > 1 ? all : all[0];
  }
  return fields;
}

async function answering<Data>(name: string, work: () => Promise<Data>): Promise<Outcome<Data>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    if (error instanceof Refusal)
      return { ok: false, message: error.message, fields: error.fields, status: error.status };
    unstable_rethrow(error);
    if (error instanceof SiteSealed)
      return {
        ok: false,
        message:
          "This site is moving to another home and takes no changes for a few seconds. What you typed is still here; send it again in a moment.",
        fields: {},
        status: 503,
      };
    const { id } = await currentRequest();
    log.error({ err: error, requestId: id, action: name }, "action failed");
    if (error instanceof DatabaseUnavailable)
      return {
        ok: false,
        message:
          "The database of this site did not answer. What you typed is still here. Look whether it was saved, then try again.",
        fields: {},
        status: 503,
      };
    return {
      ok: false,
      message: `Something went wrong on our side and what you typed is still here. Try again; if it stays, tell us request ${id}.`,
      fields: {},
      status: 500,
    };
  }
}
