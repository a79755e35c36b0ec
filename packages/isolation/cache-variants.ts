import type { Move } from "./crowd";
import type { People } from "./people";
import type { Reached } from "./routes";
import type { TestTenant } from "./tenants";
import { moveOf, VARIANTS } from "./variants";

/**
 * The same addresses on all sites in turn, in every way they can be asked for, with cookies and without,
 * because an answer of one site that lies in a cache must not answer for another.
 */
export function cacheVariants(
  own: TestTenant,
  reached: readonly Reached[],
  people: Pick<People, "visitor" | "owner">,
): Move[] {
  return reached
    .filter(({ posts }) => !posts)
    .flatMap(({ path }) =>
      VARIANTS.flatMap((variant, nth) => [
        moveOf("cache variant", people.visitor, own, path, variant),
        ...(nth % 3 === 0 ? [moveOf("cache variant", people.owner, own, path, variant)] : []),
      ]),
    );
}
