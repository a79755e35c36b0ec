import { hashToken, makeToken } from "@/base/tokens";
import { OPERATOR_COOKIE } from "@/server/operator/cookie";
import { candidates, fill } from "./candidates";
import type { Field, Move } from "./crowd";
import { OPERATOR } from "./installation";
import type { Surface } from "./manifests";
import type { People } from "./people";
import type { TestTenant } from "./tenants";

/** Moves in the console as an operator, who must see nothing that a tenant holds. */
export async function consoleMoves(
  field: Field,
  surface: Surface,
  {
    nobody,
    targets,
    domain,
    port,
  }: {
    nobody: People["visitor"];
    targets: readonly TestTenant[];
    domain: string;
    port: number;
  },
): Promise<Move[]> {
  const cookie = `${OPERATOR_COOKIE}=${await operatorSession(field)}`;
  const moves: Move[] = [];
  for (const route of surface.routes.filter(({ side }) => side === "operator"))
    for (const target of targets)
      for (const values of candidates(route, [
        { place: "platform tenants.id", value: target.tenant.id },
      ]))
        for (const router of [false, true])
          moves.push({
            kind: "the console",
            operator: true,
            by: nobody,
            to: null,
            asking: {
              host: `operator.${domain}:${port}`,
              path: fill(
                route,
                values.map(({ value }) => value),
              ),
              headers: router ? { cookie, rsc: "1" } : { cookie },
            },
          });
  return moves;
}

async function operatorSession({ register }: Field): Promise<string> {
  const token = makeToken();
  await register.signOperatorIn(OPERATOR, hashToken(token));
  return token;
}
