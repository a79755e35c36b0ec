import type { DatabaseKind } from "@/db/platform/states";

/** The sign-up form of a landing page, filled in as a browser without scripts sends it. */
export async function fillSignUp(
  landing: string,
  typed: { readonly name: string; readonly email: string; readonly placement: DatabaseKind },
): Promise<{ body: Buffer; type: string }> {
  const form = new FormData();
  for (const [field, value] of hiddenFields(landing)) form.append(field, value);
  for (const [field, value] of Object.entries({ ...typed, preset: "vitrine" }))
    form.append(field, value);
  const encoded = new Response(form);
  return {
    body: Buffer.from(await encoded.arrayBuffer()),
    type: encoded.headers.get("content-type") ?? "",
  };
}

/** The path that a sign-up's answer leads on to: into the studio, or to the page that waits for a database. */
export function wayOn(name: string, status: number, answer: string): string {
  const path = LEADS_ON.exec(answer)?.[0];
  if (!path) throw new Error(`Sign-up of ${name} answered ${status} without a way in.`);
  return decoded(path);
}

const LEADS_ON = /\/(?:welcome\?token=|coming\?operation=[0-9a-f-]+&amp;token=)[A-Za-z0-9_-]+/;

/** What React prints into a form so that it works before any script has run. */
function hiddenFields(html: string): [string, string][] {
  return [...html.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?\/?>/g)].map(
    ([, name = "", value = ""]) => [decoded(name), decoded(value)],
  );
}

/** HTML's text as it is read. */
export function decoded(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
