import type { BaseOutputs } from "./setup";
import { withFile } from "./short-lived-file";
import type { Putting } from "./up";

/** Puts the mail server's address where tasks read it; without one in the environment, the one from before stays. */
export async function putSmtpUrl(
  { asked, programs }: Putting,
  { SmtpSecret }: BaseOutputs,
  given: string | undefined,
): Promise<void> {
  const at = ["--secret-id", SmtpSecret, "--region", asked.deployment.region];
  const kept = await programs.aws([
    ...["secretsmanager", "get-secret-value", ...at],
    ...["--query", "SecretString", "--output", "text"],
  ]);
  if (!given) {
    if (/^smtps?:\/\//.test(kept.trim())) return;
    throw new Error(
      "SMTP_URL is missing: set it in the environment to the mail server that sends sign-in links, such as smtp://user:password@host:587, and run up again.",
    );
  }
  if (!/^smtps?:\/\/./.test(given))
    throw new Error("SMTP_URL must look like smtp://user:password@host:587.");
  if (given === kept.trim()) return;
  // Passed in a file that only this user can read, so that it never stands in a process's arguments.
  await withFile(given, (file) =>
    programs.aws([
      "secretsmanager",
      "put-secret-value",
      ...at,
      "--secret-string",
      `file://${file}`,
    ]),
  );
}
