import type { Person } from "./people";
import { encodeForm, POSTS, picture } from "./posts";
import type { TestTenant } from "./tenants";
import type { Wire } from "./wire";

/**
 * Posts to each handler as the site's own owner with the site's own identifiers.
 * @returns names of handlers that refused
 */
export async function provePosts(
  wire: Wire,
  target: TestTenant,
  by: Person,
  nameOf: (place: string) => string,
): Promise<string[]> {
  const refused: string[] = [];
  for (const [path, post] of Object.entries(POSTS)) {
    const fields = Object.entries(post.fields).map(([name, place]) => [name, nameOf(place)]);
    const { body, type } = encodeForm({
      fields: Object.fromEntries(fields),
      file: post.withPicture ? { name: "a.jpg", type: "image/jpeg", bytes: picture } : undefined,
    });
    const { status, headers } = await wire.ask({
      host: target.host,
      path,
      method: "POST",
      headers: { ...by.headers, origin: `http://${target.host}`, "content-type": type },
      body,
    });
    if (status !== post.succeeds || headers.location === "/sign-in/again")
      refused.push(
        `POST ${path}: refused with the site's own form (${status}). Mend it in POSTS of packages/isolation/posts.ts.`,
      );
  }
  return refused;
}
