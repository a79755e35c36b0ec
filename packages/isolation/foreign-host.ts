import type { Move } from "./crowd";
import type { People } from "./people";
import type { Reached } from "./routes";
import type { TestTenant } from "./tenants";
import { moveOf, VARIANTS } from "./variants";
import type { Answer } from "./wire";

/** The neighbour's own addresses, asked for on the neighbour's host with the attacker's cookies. */
export function foreignHost(
  theirs: TestTenant,
  theirRoutes: readonly Reached[],
  people: People,
): Move[] {
  return theirRoutes
    .filter(({ posts }) => !posts)
    .flatMap(({ path }, nth) =>
      Object.values(people).flatMap((by, kth) => {
        const variant = VARIANTS[(nth + kth) % VARIANTS.length];
        const studio = path.startsWith("/studio");
        return [
          moveOf(
            "own cookie on a foreign host",
            by,
            theirs,
            path,
            { name: "plain" },
            studio ? refused : undefined,
          ),
          ...(variant ? [moveOf("own cookie on a foreign host", by, theirs, path, variant)] : []),
        ];
      }),
    );
}

/** Checks that another site's studio refused. */
function refused({ status, text }: Answer): string | null {
  if (status === 200 && /class="st-frame"|st-side/.test(text)) return "the studio opened";
  return null;
}
