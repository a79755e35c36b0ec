let kept: string | undefined;

/**
 * The nonce of the content policy that this document arrived with. The router renders later pages with the
 * nonce of their own request, which this document's policy does not allow, so styles made in the browser must
 * carry the document's nonce.
 * @param served the nonce of the request that rendered the page, for the first document
 */
export function documentNonce(served: string): string {
  if (typeof document === "undefined") return served;
  kept ??= document.querySelector<HTMLElement>("script[nonce], style[nonce]")?.nonce || served;
  return kept;
}
