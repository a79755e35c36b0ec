"use client";

import { useEffect, useState } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import type { Alike } from "@/db/tenant/queries/alike";
import { findAlike } from "./enter-actions";

/** How long after the last key items of the same name are looked for, in milliseconds. */
const PAUSE = 350;

/** Says that there is an item of this name and variant, and offers to add a copy to it. */
export function AlikeNotice(props: {
  readonly name: string;
  readonly variant: string;
  readonly pending: boolean;
  readonly onAddCopy: (item: Alike) => void;
}) {
  const alike = useAlike(props.name, props.variant);
  return (
    <div role="status">
      {alike.map((item) => (
        <div className="ui-notice st-notice-row ui-row" data-tone="warn" key={item.id}>
          <p className="notice-grow">
            You have {[item.name, item.variant].filter(Boolean).join(", ")} already, with{" "}
            {item.copies === 1 ? "one copy" : `${item.copies} copies`}.
          </p>
          <Button small pending={props.pending} onClick={() => props.onAddCopy(item)}>
            Add a copy to it
          </Button>
          <a className="st-link" href={`/studio/items/${item.id}`} target="_blank" rel="noreferrer">
            Look at it
          </a>
        </div>
      ))}
    </div>
  );
}

function useAlike(name: string, variant: string): readonly Alike[] {
  const [found, setFound] = useState<{ of: string; alike: readonly Alike[] }>();
  const asked = JSON.stringify([name.trim(), variant.trim()]);
  useEffect(() => {
    if (name.trim() === "") return;
    const timer = setTimeout(async () => {
      const answer = await attempt(() => findAlike({ name, variant }));
      if (answer.ok) setFound({ of: asked, alike: answer.data });
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [name, variant, asked]);
  return found?.of === asked ? found.alike : [];
}
