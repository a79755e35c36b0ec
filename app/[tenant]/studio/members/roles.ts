import type { Choice } from "@/components/ui/choices";

export type RoleName = "owner" | "editor" | "viewer";

/** What each role may do. */
export const ROLE_CHOICES: readonly Choice<RoleName>[] = [
  { value: "viewer", label: "Viewer", hint: "Sees private items and prices." },
  { value: "editor", label: "Editor", hint: "Adds and changes items and photos, too." },
  { value: "owner", label: "Owner", hint: "Everything: skin, members and settings, too." },
];
