import sharp from "sharp";
import type { Move } from "./crowd";
import type { People } from "./people";
import type { TestTenant } from "./tenants";

/** A form as a browser sends it. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Buffer };
}

/** Which of a tenant's identifiers a handler's form takes, by the place they come from. */
export interface Post {
  /** The form's fields; a value such as `items.id` is replaced by an identifier of that place. */
  readonly fields: Readonly<Record<string, string>>;
  readonly withPicture?: boolean;
  /** The status when the site's owner posts the site's own. */
  readonly succeeds: number;
}

/** Every handler that is posted to and not read. A new one needs its form here. */
export const POSTS: Readonly<Record<string, Post>> = {
  "/studio/photos": { fields: { item: "items.id" }, withPicture: true, succeeds: 201 },
  "/studio/import/part": { fields: { id: "items.id" }, withPicture: true, succeeds: 201 },
  "/studio/import/sheet": { fields: { text: "items.id" }, succeeds: 201 },
  "/studio/items/selection": { fields: { ids: "items.id" }, succeeds: 200 },
  "/studio/logo": { fields: {}, withPicture: true, succeeds: 201 },
  "/confirm/accept": { fields: { token: "link confirmation" }, succeeds: 303 },
  "/invitation/accept": { fields: { token: "link invitation" }, succeeds: 303 },
};

/** A picture that the product takes. */
export const picture = await sharp({
  create: { width: 16, height: 16, channels: 3, background: "#778899" },
})
  .jpeg()
  .toBuffer();

/** The body of a multipart form, with its content type. */
export function encodeForm({ fields, file }: Form): { body: Buffer; type: string } {
  const boundary = "----swingtag-isolation";
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = file
    ? `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\ncontent-type: ${file.type}\r\n\r\n`
    : "";
  const body = Buffer.concat([
    Buffer.from(parts.join("") + head, "latin1"),
    ...(file ? [file.bytes, Buffer.from("\r\n")] : []),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { body, type: `multipart/form-data; boundary=${boundary}` };
}

/**
 * Posts to each of these handlers as each kind of person: with the neighbour's identifiers on the own host,
 * and with the own cookie on the neighbour's host, from its own Origin and from the attacker's.
 * @param nameOf an identifier of a place
 */
export function postMoves(
  people: People,
  own: TestTenant,
  theirs: { readonly target: TestTenant; nameOf(place: string): string },
): Move[] {
  return Object.entries(POSTS).flatMap(([path, post]) =>
    Object.values(people).flatMap((by) => {
      const { body, type } = encodeForm({
        fields: Object.fromEntries(
          Object.entries(post.fields).map(([name, place]) => [name, theirs.nameOf(place)]),
        ),
        file: post.withPicture ? { name: "a.jpg", type: "image/jpeg", bytes: picture } : undefined,
      });
      const sent = (to: TestTenant, origin: string): Move => ({
        kind: "post",
        by,
        to,
        asking: {
          host: to.host,
          path,
          method: "POST",
          headers: { ...by.headers, origin, "content-type": type },
          body,
        },
        check: ({ status }) =>
          status === post.succeeds && to !== by.of && status !== 303
            ? `it succeeded with ${status}`
            : null,
      });
      return [
        ...(Object.keys(post.fields).length > 0 ? [sent(own, `http://${own.host}`)] : []),
        // Whoever holds a mailed link may use it on its own site, so that is not tried as an attack.
        ...(Object.values(post.fields).some((place) => place.startsWith("link "))
          ? []
          : [
              sent(theirs.target, `http://${theirs.target.host}`),
              sent(theirs.target, `http://${own.host}`),
            ]),
      ];
    }),
  );
}
