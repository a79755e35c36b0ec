import type { Choice } from "@/components/ui/choices";
import { ROLES, type Role } from "@/db/tenant/roles";

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  owner: "Owner",
  editor: "Editor",
  viewer: "Viewer",
};

const MAY: Readonly<Record<Role, string>> = {
  viewer: "Sees private items and prices.",
  editor: "Adds and changes items and photos, too.",
  owner: "Everything: skin, members and settings, too.",
};

/** What each role may do, beginning with the least. */
export const ROLE_CHOICES: readonly Choice<Role>[] = [...ROLES].reverse().map((value) => ({
  value,
  label: ROLE_WORDS[value],
  hint: MAY[value],
}));
