"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useCallback, useContext } from "react";
import { attempt } from "@/components/studio/attempt";
import { useToast } from "@/components/ui/toast";
import { restore } from "./actions";

type BringBack = (item: { readonly id: string; readonly name: string }) => Promise<void>;

const BringBackContext = createContext<BringBack>(async () => {});

/** Takes an item out of the trash and opens it, from any room of the studio. */
export function useBringBack(): BringBack {
  return useContext(BringBackContext);
}

/**
 * Wraps the whole studio, because Next answers an action only on pages that bundle it, and the toast with
 * "Undo" stays after the person has left the page that put the item into the trash.
 */
export function BringingBack({ children }: { readonly children: ReactNode }) {
  const toast = useToast();
  const router = useRouter();
  const bringBack = useCallback<BringBack>(
    async ({ id, name }) => {
      const answer = await attempt(() => restore({ id }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      toast({ text: `${name} is back.` });
      router.push(`/studio/items/${id}`);
    },
    [toast, router],
  );
  return <BringBackContext value={bringBack}>{children}</BringBackContext>;
}
