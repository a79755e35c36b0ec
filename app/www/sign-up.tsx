"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { House, type Room } from "@/components/www/house";
import { signUp, type Typed } from "./actions";
import { EmailField } from "./email-field";
import { NameField } from "./name-field";
import { PlacementField } from "./placement-field";
import { generalProblem, nameOnDoors, useForm } from "./sign-up-form";
import { useSent } from "./use-sent";

export interface SignUpProps {
  /** What stands behind a site's name in its address, such as `.beanie.ty`. */
  readonly suffix: string;
  /** What the page says beside the form. */
  readonly lead: ReactNode;
  readonly rooms: readonly Room[];
  /** The room that stands open, and a name where one was tried before. */
  readonly first: { readonly preset: string; readonly name?: string };
}

/** The sign-up: a house whose rooms are the skins, and a tag to write the name on. */
export function SignUp({ suffix, lead, rooms, first }: SignUpProps) {
  const { state, pending, form } = useSent(signUp, {
    typed: { name: "", email: "", placement: "pool", ...first },
    outcome: null,
    suggestions: [],
  });
  const [typed, setTyped] = useState(state.typed);
  const element = useForm(state, (fields) => setTyped((before) => ({ ...before, ...fields })));
  const change = (field: keyof Typed) => (value: string) =>
    setTyped((before) => ({ ...before, [field]: value }));
  const problemOf = (field: keyof Typed) =>
    state.outcome && !state.outcome.ok && typed[field] === state.typed[field]
      ? (state.outcome.fields[field] ?? null)
      : null;

  const submit = (event: FormEvent<HTMLFormElement>) =>
    state.outcome?.ok ? event.preventDefault() : form.onSubmit(event);

  return (
    <House
      form={FORM}
      rooms={rooms}
      chosen={typed.preset}
      onChoose={change("preset")}
      {...nameOnDoors(typed.name)}
    >
      {lead}
      <div className="tag-hung">
        <form id={FORM} ref={element} {...form} onSubmit={submit} className="tag">
          {state.outcome?.ok ? (
            <Opened name={state.typed.name} {...state.outcome.data} />
          ) : (
            <>
              <h2>Write your tag</h2>
              <NameField
                value={typed.name}
                onChange={change("name")}
                suffix={suffix}
                problem={problemOf("name")}
                suggestions={state.suggestions}
              />
              <EmailField
                value={typed.email}
                onChange={change("email")}
                problem={problemOf("email")}
                hint="For sign-in links. There is no password."
              />
              <PlacementField
                value={typed.placement}
                onChange={change("placement")}
                problem={problemOf("placement")}
              />
              <button type="submit" className="primary" aria-disabled={pending}>
                {pending ? "Opening your site" : "Open my site"}
              </button>
              <p className="says" data-tone="wrong" role="alert">
                {generalProblem(state, typed.name)}
              </p>
              <p className="small">
                Both are free while Swingtag is young. You start in the skin you pick below and can
                change it at any time.
              </p>
            </>
          )}
        </form>
      </div>
    </House>
  );
}

const FORM = "sign-up";

function Opened({ name, open, url }: { name: string; open: boolean; url: string }) {
  return (
    <div role="status">
      <h2>{name} is yours.</h2>
      <p>
        {open
          ? "Your studio is open. A mail to confirm your address is on its way."
          : "Its database is being made. That takes a few seconds, and you can watch."}
      </p>
      <a className="primary" href={url}>
        {open ? "Go to my studio" : "See how far it is"}
      </a>
    </div>
  );
}
