"use client";

import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { noteShared } from "./actions";

/** Copies the site's address. */
export function CopyAddress({ address }: { readonly address: string }) {
  const toast = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      toast({ text: `Copying is not allowed here. The address is ${address}`, tone: "problem" });
      return;
    }
    toast({ text: "Address copied." });
    void attempt(() => noteShared({}));
  };
  return (
    <Button small onClick={copy}>
      Copy address
    </Button>
  );
}
