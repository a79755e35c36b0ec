"use client";

import { Button } from "@/components/ui/button";

/** Opens the browser's own way to print, once the type of the labels is there. */
export function PrintButton() {
  return (
    <Button look="primary" onClick={print}>
      Print
    </Button>
  );
}

async function print(): Promise<void> {
  await document.fonts.ready;
  window.print();
}
