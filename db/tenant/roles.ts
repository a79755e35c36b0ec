/** What members may be, whoever may do most first. It imports nothing, so that a browser can. */
export const ROLES = ["owner", "editor", "viewer"] as const;
export type Role = (typeof ROLES)[number];
