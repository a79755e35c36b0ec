/** What members may be, whoever may do most first. It imports nothing, so that a browser can. */
export const ROLES = ["owner", "editor", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** Whether a role includes what `least` may do. */
export function mayActAs(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(least);
}
