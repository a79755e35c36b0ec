import { refresh } from "next/cache";
import type { z } from "zod";
import { log } from "@/base/log";
import { Refusal } from "@/base/refusal";
import type { Rate } from "@/db/platform/queries/rates";
import { answering, type Outcome, parse, requireOwnOrigin } from "@/server/access/answer";
import { countAttempts } from "@/server/access/rate";
import { currentRequest, type SiteRequest } from "@/server/access/request";
import { findOperatorVisit, type OperatorVisit } from "./session";

/** What an operator's action is given; `by` is how the audit log names the operator. */
export interface Operating<Input> {
  readonly visit: OperatorVisit;
  readonly by: string;
  readonly input: Input;
  readonly request: SiteRequest;
}

interface Spec<Schema extends z.ZodType, Data, Given> {
  readonly name: string;
  readonly input: Schema;
  readonly rate?: Rate;
  /** Whether what the person sees now has changed; true where not said. */
  readonly touches?: boolean;
  readonly run: (given: Given) => Promise<Data>;
}

type Action<Schema extends z.ZodType, Data> = (
  input: z.input<Schema> | FormData,
) => Promise<Outcome<Data>>;

/** How often an operator may do anything. */
const OPERATOR_RATE: Rate = { limit: 120, seconds: 60 };

/**
 * An action at the console. In this order: the Origin is the console's own → the session → the second
 * factor → the input → the rate → one `run` → the page is shown anew.
 */
export function operatorAction<Schema extends z.ZodType, Data>(
  spec: Spec<Schema, Data, Operating<z.output<Schema>>>,
): Action<Schema, Data> {
  return behind(spec, true);
}

/** The same for an operator who has followed a link and has not given the second factor yet. */
export function halfwayAction<Schema extends z.ZodType, Data>(
  spec: Spec<Schema, Data, Operating<z.output<Schema>>>,
): Action<Schema, Data> {
  return behind(spec, false);
}

/** The same for everyone at the sign-in page of the console; the rate is that of the client's address. */
export function signInAction<Schema extends z.ZodType, Data>(
  spec: Spec<Schema, Data, { readonly input: z.output<Schema>; readonly request: SiteRequest }> & {
    readonly rate: Rate;
  },
): Action<Schema, Data> {
  return (given) =>
    answering(spec.name, async () => {
      const request = await consoleRequest();
      const input = parse(spec.input, given);
      await countAttempts({
        kind: `operator ${spec.name}`,
        subject: request.client,
        rate: spec.rate,
      });
      return spec.run({ input, request });
    });
}

function behind<Schema extends z.ZodType, Data>(
  spec: Spec<Schema, Data, Operating<z.output<Schema>>>,
  secondFactor: boolean,
): Action<Schema, Data> {
  return (given) =>
    answering(spec.name, async () => {
      const request = await consoleRequest();
      const visit = await findOperatorVisit();
      if (!visit || (secondFactor && !visit.signedIn))
        throw new Refusal("You are signed out. Sign in again in another tab, then repeat this.", {
          status: 401,
        });
      const input = parse(spec.input, given);
      await countAttempts({
        kind: spec.rate ? `operator ${spec.name}` : "operator",
        subject: visit.email,
        rate: spec.rate ?? OPERATOR_RATE,
      });
      const data = await spec.run({ visit, by: `operator ${visit.email}`, input, request });
      log.info({ requestId: request.id, actor: visit.email, action: spec.name }, "done");
      if (spec.touches !== false) refresh();
      return data;
    });
}

async function consoleRequest(): Promise<SiteRequest> {
  const request = await currentRequest();
  requireOwnOrigin(request);
  if (request.destination.kind !== "operator")
    throw new Refusal("There is no such page.", { status: 404 });
  return request;
}
