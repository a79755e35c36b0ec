import { Refusal } from "@/base/refusal";

const FORM = /^application\/x-www-form-urlencoded(?: *; *charset="?utf-8"?)?$/i;

/**
 * Refuses a POST that next-auth and our own checks could read differently: next-auth picks its reader by a part
 * of the media type, and of a repeated field it takes the last. Leaves the body to be read.
 * @throws Refusal (415) for anything but a form, (400) for a repeated field
 */
export async function requirePlainForm(request: Request): Promise<void> {
  if (!FORM.test(request.headers.get("content-type")?.trim() ?? ""))
    throw new Refusal("This has to be sent as a form.", { status: 415 });
  const names = [...new URLSearchParams(await request.clone().text()).keys()];
  if (new Set(names).size < names.length)
    throw new Refusal(
      "A field stands twice in what was sent. Open the page again and repeat it there.",
      {
        status: 400,
      },
    );
}
