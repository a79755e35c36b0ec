"use client";

import { type ComponentType, useState } from "react";
import { useToast } from "@/components/ui/toast";
import type { TagGuideProps } from "./tag-guide";

/** Asks beside a tag's field which one it is. The questions and drawings are fetched when somebody wants them. */
export function WhichTag(props: Omit<TagGuideProps, "onClose">) {
  const [Guide, setGuide] = useState<ComponentType<TagGuideProps> | null>(null);
  const toast = useToast();
  const open = () =>
    import("./tag-guide").then(
      ({ TagGuide }) => setGuide(() => TagGuide),
      () =>
        toast({
          text: "The questions could not be loaded. Check the connection and try again.",
          tone: "problem",
        }),
    );
  return (
    <>
      <button
        type="button"
        className="st-link tag-guide-open"
        aria-haspopup="dialog"
        onClick={() => void open()}
      >
        Which {props.tag} tag is it?
      </button>
      {Guide && <Guide {...props} onClose={() => setGuide(null)} />}
    </>
  );
}
