"use client";

import { useEffect } from "react";

/**
 * Sets labels in the type of the site's skin. As a sheet of its own, because a page that was come to without a load carries
 * the nonce of another.
 */
export function SkinType(props: {
  /** The rules that load its fonts. */
  readonly faces: string;
  readonly display: string;
  readonly text: string;
}) {
  const { faces, display, text } = props;
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`${faces}\n.lb-pages { --lb-display: ${display}; --lb-text: ${text} }`);
    document.adoptedStyleSheets.push(sheet);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [faces, display, text]);
  return null;
}
