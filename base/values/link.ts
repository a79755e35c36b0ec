/** A link as typed, or what is wrong with it. */
export type ReadLink =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string };

/** Reads an address of the web; without a scheme it is one of https. @param most letters @returns empty for nothing */
export function readLink(text: string, most: number): ReadLink {
  const typed = text.trim();
  if (typed === "") return { ok: true, value: "" };
  const whole = /^[a-z][a-z\d+.-]*:/i.test(typed) ? typed : `https://${typed}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname.includes("."))
    return { ok: false, problem: "Write an address such as https://example.org/page." };
  if (url.username || url.password)
    return { ok: false, problem: "Leave the name and password out of the address." };
  if (url.href.length > most) return { ok: false, problem: `Keep this to ${most} letters.` };
  return { ok: true, value: url.href };
}
