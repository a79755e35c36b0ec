import NextLink from "next/link";
import type { ComponentProps } from "react";

/**
 * A link of the router that fetches nothing ahead of the click. Each of our pages is rendered for whoever asks, and
 * a list would have every row of it rendered.
 */
export function Link(props: Omit<ComponentProps<typeof NextLink>, "prefetch">) {
  return <NextLink {...props} prefetch={false} />;
}
