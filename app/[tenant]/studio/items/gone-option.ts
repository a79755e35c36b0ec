import type { Option } from "@/components/ui/field";

/** Options with one more for what is chosen and was removed since, so that the form shows that it has to be chosen anew. */
export function withGone(
  options: readonly Option[],
  chosen: string | null | undefined,
): readonly Option[] {
  if (!chosen || options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: "One that was removed" }];
}
