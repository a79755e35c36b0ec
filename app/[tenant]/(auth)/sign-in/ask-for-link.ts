/** How far the asking is. */
export type State =
  | { readonly step: "asking" | "sending" }
  | { readonly step: "failed"; readonly why: string };

/** @returns what went wrong, as a sentence, or null */
export async function askForLink(email: string): Promise<string | null> {
  if (!/^[^\s@]+@[^\s@]+$/.test(email.trim()))
    return "Type the whole address, such as you@example.org.";
  if (email.trim().length > 254) return "An e-mail address has at most 254 characters.";
  try {
    const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
    const answer = await fetch("/api/auth/signin/email", {
      method: "POST",
      body: new URLSearchParams({
        email: email.trim(),
        csrfToken,
        json: "true",
        callbackUrl: "/studio",
      }),
    });
    if (answer.ok) return null;
    const { message } = await answer.json().catch(() => ({ message: null }));
    return message ?? "The link could not be sent. Try again in a minute.";
  } catch {
    return "There is no connection. What you typed is still here; try again.";
  }
}
