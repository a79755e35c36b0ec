"use client";

import { type FormEvent, useState, useTransition } from "react";
import { useNameAnswer } from "@/app/www/use-name-answer";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { changeAddress } from "./actions";

/** The site's address: another name, checked while it is typed, and what happens said before it does. */
export function AddressForm(props: {
  readonly name: string;
  /** What stands behind the name in the address, such as `.beanie.ty`. */
  readonly suffix: string;
  readonly former: readonly { readonly slug: string; readonly until: string }[];
}) {
  const [typed, setTyped] = useState(props.name);
  const [refused, setRefused] = useState<{ name: string; sentence: string }>();
  const [asking, setAsking] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [pending, start] = useTransition();
  const name = typed.trim().toLowerCase();
  const changed = name !== props.name;
  const answer = useNameAnswer(changed ? typed : "", "/studio/settings/names");
  const problem =
    refused?.name === name
      ? refused.sentence
      : changed
        ? (answer?.problem ?? undefined)
        : undefined;

  const ask = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !problem) setAsking(true);
  };
  const change = () =>
    start(async () => {
      const outcome = await attempt(() => changeAddress({ name: typed }));
      setAsking(false);
      if (!outcome.ok) return setRefused({ name, sentence: outcome.message });
      setLeaving(true);
      window.location.assign(outcome.data.url);
    });

  return (
    <form className="st-block" noValidate onSubmit={ask}>
      <h2>Address</h2>
      <Field
        label="Name in the address"
        error={problem}
        hint={hintOf(name, changed, answer, props)}
      >
        {(control) => (
          <div className="settings-address">
            <input
              {...control}
              type="text"
              className="ui-input"
              value={typed}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
            <span className="settings-suffix">{props.suffix}</span>
          </div>
        )}
      </Field>
      {problem && answer && answer.name === name && answer.suggestions.length > 0 && (
        <ul className="settings-suggestions" aria-label="Names that are free">
          {answer.suggestions.map((other) => (
            <li key={other}>
              <Button small onClick={() => setTyped(other)}>
                {other}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {props.former.length > 0 && (
        <div className="settings-former">
          <p className="st-sub">Former addresses that lead here:</p>
          <ul>
            {props.former.map(({ slug, until }) => (
              <li key={slug}>
                <span>
                  {slug}
                  {props.suffix}
                </span>{" "}
                <span className="st-sub">until {until}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="ui-row st-after">
        <Button
          type="submit"
          look="primary"
          pending={pending || leaving}
          disabled={!changed || problem !== undefined}
        >
          Change the address…
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={`Change the address to ${name}${props.suffix}?`}
        look="primary"
        confirm="Change the address"
        cancel="Keep the old one"
        pending={pending || leaving}
        onClose={() => setAsking(false)}
        onConfirm={change}
      >
        <p>
          The site answers at its new address at once, and you go there signed in. For a year{" "}
          {props.name}
          {props.suffix} leads there, page by page, and nobody else can have it. You can take it
          back whenever you like.
        </p>
      </ConfirmDialog>
    </form>
  );
}

function hintOf(
  name: string,
  changed: boolean,
  answer: ReturnType<typeof useNameAnswer>,
  { suffix, former }: { suffix: string; former: readonly { slug: string }[] },
): string {
  if (!changed) return "3 to 40 of a to z, digits and hyphens.";
  if (former.some(({ slug }) => slug === name)) return "This was yours. You can take it back.";
  return answer?.free ? `${name}${suffix} is free.` : "3 to 40 of a to z, digits and hyphens.";
}
