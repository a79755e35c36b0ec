"use client";

import { type FormEvent, useRef, useState, useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { type Option, Select, TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";

/** What a deed asks for besides the reason. */
export interface Asked {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** A list to choose from; a line to type where there is none. */
  readonly options?: readonly Option[];
}

/** A deed with its form, which opens on demand. The form keeps what was typed until the deed is done. */
export function DeedForm(props: {
  readonly tenant: string;
  readonly title: string;
  readonly says: string;
  readonly button: string;
  /** The name that has to be typed first, for what takes something away. */
  readonly confirm?: string;
  readonly asks?: Asked;
  readonly act: (form: FormData) => Promise<Answer<{ readonly says: string }>>;
}) {
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState("");
  const [pending, start] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const folded = useRef<HTMLDetailsElement>(null);
  const toast = useToast();
  const { asks } = props;

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const given = new FormData(event.currentTarget);
    start(async () => {
      const answer = await attempt(() => props.act(given));
      setFields(answer.ok ? {} : answer.fields);
      setProblem(answer.ok || Object.keys(answer.fields).length > 0 ? "" : answer.message);
      if (!answer.ok) return;
      form.current?.reset();
      if (folded.current) folded.current.open = false;
      toast({ text: answer.data.says });
    });
  };
  return (
    <details className="op-deed" ref={folded}>
      <summary>{props.title}</summary>
      <form ref={form} onSubmit={send} noValidate>
        <p className="op-soft">{props.says}</p>
        <input type="hidden" name="tenant" value={props.tenant} />
        {asks?.options && (
          <Select
            name={asks.name}
            label={asks.label}
            hint={asks.hint}
            error={fields[asks.name]}
            options={asks.options}
          />
        )}
        {asks && !asks.options && (
          <TextField
            name={asks.name}
            label={asks.label}
            hint={asks.hint}
            error={fields[asks.name]}
            autoComplete="off"
          />
        )}
        <TextField
          name="reason"
          label="Reason"
          hint="Goes into the audit log; the owner reads it."
          error={fields.reason}
          autoComplete="off"
        />
        {props.confirm !== undefined && (
          <TextField
            name="confirm"
            label={`Type ${props.confirm} to go on`}
            error={fields.confirm}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        )}
        {problem && (
          <p role="alert" className="op-failed">
            {problem}
          </p>
        )}
        <div>
          <Button
            type="submit"
            look={props.confirm === undefined ? "primary" : "danger"}
            pending={pending}
          >
            {props.button}
          </Button>
        </div>
      </form>
    </details>
  );
}
