"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { useUndoing } from "../history/undoing";
import { changeItemAddress } from "./actions";

/** The address of an item's page, which stays when the name changes until somebody gives it another. */
export function ItemAddress(props: {
  readonly id: string;
  readonly slug: string;
  readonly former: readonly string[];
}) {
  const [typed, setTyped] = useState(props.slug);
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const undoing = useUndoing();
  const router = useRouter();
  const changed = typed.trim() !== "" && typed.trim() !== props.slug;

  const change = (event: FormEvent) => {
    event.preventDefault();
    if (!changed) return;
    start(async () => {
      const answer = await attempt(() => changeItemAddress({ id: props.id, address: typed }));
      if (!answer.ok) return setProblem(answer.message);
      setProblem(undefined);
      setTyped(answer.data.slug);
      undoing.done(`The page is at /items/${answer.data.slug} now.`, {
        changeSet: answer.data.changeSet,
        back: `The page is at /items/${props.slug} again.`,
      });
      router.refresh();
    });
  };

  return (
    <form className="st-block item-address" noValidate onSubmit={change}>
      <h2>Address</h2>
      <Field bare label="Address of the page" error={problem} hint={hintOf(props.former)}>
        {(control) => (
          <div className="ui-row">
            <span className="st-sub">/items/</span>
            <input
              {...control}
              type="text"
              className="ui-input item-address-input"
              value={typed}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button type="submit" small pending={pending} disabled={!changed}>
              Change the address
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}

function hintOf(former: readonly string[]): string {
  if (former.length === 0) return "Links to the address it has now will go on leading here.";
  const names = former.slice(0, 10).join(", ");
  const more = former.length > 10 ? ` and ${former.length - 10} more` : "";
  return `Former addresses that lead here: ${names}${more}.`;
}
