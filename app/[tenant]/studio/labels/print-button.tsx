"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";

/**
 * Opens the browser's own way to print, on paper of this size in millimetres. As a sheet of its own, because a page that
 * was come to without a load carries the nonce of another.
 */
export function PrintButton({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}) {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@page { size: ${width}mm ${height}mm; margin: 0 }`);
    document.adoptedStyleSheets.push(sheet);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
    };
  }, [width, height]);
  return (
    <Button look="primary" onClick={() => window.print()}>
      Print
    </Button>
  );
}
