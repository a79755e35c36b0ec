import { createHash } from "node:crypto";
import { env } from "@/base/env";
import { checkMail } from "@/server/mail/post";
import { tryFiles } from "@/server/photos/photo-files";
import { type Finding, plain, someOf, tried } from "./finding";

/** The state of all databases of one kind, by how many did not answer. */
export function checkDatabases(
  component: "pools" | "own",
  failing: number,
  total: number,
  slow: number,
): Finding | null {
  if (total === 0) return null;
  const found = { component, affected: failing, total };
  if (failing === 0 && slow === 0) return { ...found, state: "operational", says: "" };
  const what = component === "pools" ? "shared databases" : "databases of their own";
  if (failing === 0)
    return {
      ...found,
      affected: slow,
      state: "degraded",
      says: `${someOf(slow, total)} ${what} ${slow === 1 ? "answers" : "answer"} slowly.`,
    };
  const says = `${someOf(failing, total)} ${what} ${failing === 1 ? "does" : "do"} not answer.`;
  return { ...found, state: failing === total ? "down" : "degraded", says };
}

/** Whether mail can be sent. */
export async function checkLetters(): Promise<Finding> {
  const { well, slow } = await tried("mail", checkMail);
  return plain("mail", well, slow, "The mail server takes no letters.", "The mail server is slow.");
}

/** Whether photographs can be stored and read: stores a file, reads it back and removes it. */
export async function checkFiles(): Promise<Finding> {
  const name = createHash("sha256").update(env().instance).digest("hex").slice(0, 32);
  const { well, slow } = await tried("files", () => tryFiles(name));
  return plain(
    "files",
    well,
    slow,
    "Photographs can’t be stored or read.",
    "The store of photographs is slow.",
  );
}

/** Whether every site has the backup it should have. @param late how many have not, of `total` */
export function checkBackups(late: number, total: number): Finding | null {
  if (total === 0) return null;
  const found = { component: "backups", affected: late, total } as const;
  if (late === 0) return { ...found, state: "operational", says: "" };
  return {
    ...found,
    state: late === total ? "down" : "degraded",
    says: `${someOf(late, total)} sites ${late === 1 ? "has" : "have"} no backup of the last two nights.`,
  };
}
