import type { ComponentProps } from "react";

export type ButtonLook = "primary" | "plain" | "quiet" | "danger";

interface Looks {
  readonly look?: ButtonLook;
  readonly small?: boolean;
}

/** A button. While `pending` it keeps its width and focus and does nothing. */
export function Button({
  look = "plain",
  small,
  pending,
  disabled,
  onClick,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Looks & { readonly pending?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      className={classOf(look, small, rest.className)}
      disabled={disabled}
      aria-disabled={pending || undefined}
      data-pending={pending || undefined}
      onClick={(event) => (pending ? event.preventDefault() : onClick?.(event))}
    />
  );
}

/** A link that looks like a button; it leaves the page by an ordinary load. */
export function ButtonLink({ look = "plain", small, ...rest }: ComponentProps<"a"> & Looks) {
  return <a {...rest} className={classOf(look, small, rest.className)} />;
}

/** The class of a button, for links of the router. */
export function classOf(look: ButtonLook, small?: boolean, more = ""): string {
  return `ui-button ui-button-${look} ${small ? "ui-small" : ""} ${more}`.trim();
}
