let kept: string | undefined;

/**
 * The nonce of the policy that this document came with. A page that the router shows later is rendered with
 * its own request's nonce, which the document's policy does not know; styles made here must carry this one.
 * @param served the nonce of the request that rendered the page, for the first document
 */
export function documentNonce(served: string): string {
  if (typeof document === "undefined") return served;
  kept ??= document.querySelector<HTMLElement>("script[nonce], style[nonce]")?.nonce || served;
  return kept;
}
