"use client";

import { type FormEvent, useRef, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/check";
import { Select, TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { endShare, makeShare } from "./actions";

const DAYS = [
  { value: "7", label: "A week" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
];

/** Makes a link to a selection, and shows it once. */
export function ShareForm(props: { readonly selection: unknown; readonly sort: string }) {
  const [values, setValues] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [address, setAddress] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const id = useRef(newId());
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = ([7, 30, 90, 365] as const).find((one) => String(one) === form.get("days")) ?? 30;
    const name = String(form.get("name") ?? "");
    start(async () => {
      const answer = await attempt(() =>
        makeShare({ ...props, id: id.current, name, withValues: values, days }),
      );
      setProblem(answer.ok ? null : answer.message);
      if (!answer.ok) return;
      id.current = newId();
      setAddress(answer.data.address);
    });
  };
  if (address !== null) return <Made address={address} onDone={() => setAddress(null)} />;
  return (
    <form className="pp-form" onSubmit={make} noValidate>
      <div className="pp-row">
        <TextField
          label="Who or what it is for"
          name="name"
          autoComplete="off"
          maxLength={120}
          error={problem ?? undefined}
          hint="Stands on top of the page."
        />
        <Select label="Opens for" name="days" defaultValue="30" options={DAYS} />
      </div>
      <Check
        label="With values, prices and places"
        hint="Without, it shows what the things are and how well they have kept."
        checked={values}
        onChange={setValues}
      />
      <div>
        <Button look="primary" type="submit" pending={pending}>
          Make the link
        </Button>
      </div>
    </form>
  );
}

function Made({ address, onDone }: { readonly address: string; readonly onDone: () => void }) {
  const toast = useToast();
  const copy = async () => {
    await navigator.clipboard.writeText(address).then(
      () => toast({ text: "Copied." }),
      () => toast({ text: "Copy it by hand.", tone: "problem" }),
    );
  };
  return (
    <div className="pp-form" role="status">
      <p>
        <strong>This is the link. It is shown this once</strong>, because only a digest of it is
        kept.
      </p>
      <input
        className="ui-input"
        aria-label="The link"
        readOnly
        value={address}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="ui-row">
        <Button look="primary" onClick={copy}>
          Copy the link
        </Button>
        <Button look="quiet" onClick={onDone}>
          Make another
        </Button>
      </div>
    </div>
  );
}

/** Ends a link. */
export function Revoke({ id, name }: { readonly id: string; readonly name: string }) {
  const toast = useToast();
  const [pending, start] = useTransition();
  const end = () =>
    start(async () => {
      const answer = await attempt(() => endShare({ id }));
      if (!answer.ok) toast({ text: answer.message, tone: "problem" });
    });
  return (
    <Button small look="danger" pending={pending} onClick={end}>
      Revoke <span className="visually-hidden">the link for {name}</span>
    </Button>
  );
}
