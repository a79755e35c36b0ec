import { PRIORITIES, PRIORITY_WORDS } from "@/db/tenant/choices";

export const PRIORITY_CHOICES = PRIORITIES.map((value) => ({
  value,
  label: PRIORITY_WORDS[value],
}));
