"use client";

import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { LONGEST_MAPPING_NAME } from "@/db/tenant/intake";
import type { Mapping } from "@/server/sheet/mapping";
import { keepColumns } from "../../actions";

/** Keeps what was said of the columns under a name, for the next sheet that has them. */
export function KeepColumns({
  mapping,
  name,
}: {
  readonly mapping: Mapping;
  readonly name: string;
}) {
  const toast = useToast();
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const meant = typed ?? name;
  const keep = () =>
    start(async () => {
      const answer = await attempt(() => keepColumns({ name: meant, mapping }));
      if (!answer.ok) return setProblem(answer.fields.name ?? answer.message);
      setProblem(undefined);
      toast({ text: `These columns are kept under “${meant.trim()}”.` });
    });
  return (
    <section className="st-block im-keep" aria-label="Keep these columns">
      <TextField
        label="Keep this for the next sheet"
        hint="Under a name, for everyone who imports here. A sheet with the same columns begins with it."
        autoComplete="off"
        maxLength={LONGEST_MAPPING_NAME}
        value={meant}
        {...(problem && { error: problem })}
        onChange={({ target }) => setTyped(target.value)}
        // The form around it goes on to the rows.
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          keep();
        }}
      />
      <Button pending={pending} onClick={keep}>
        Keep these columns
      </Button>
    </section>
  );
}
