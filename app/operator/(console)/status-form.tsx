"use client";

import { type FormEvent, type ReactNode, useRef, useState, useTransition } from "react";
import { type Answer, attempt } from "@/components/studio/attempt";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useToast } from "@/components/ui/toast";

/** What sends a form. */
export type Act = (form: FormData) => Promise<Answer<{ readonly says: string }>>;

/**
 * A form of the incident and maintenance rooms. It carries an id, so that the server does once what is sent
 * twice. It keeps what was typed until the server has done it.
 * @param children shown with what is wrong with each field
 */
export function StatusForm(props: {
  readonly act: Act;
  readonly button: string;
  /** A question before the form is sent, for text that others read at once. */
  readonly confirm?: { readonly title: string; readonly says: string };
  readonly children: (fields: Readonly<Record<string, string>>) => ReactNode;
  readonly onDone?: () => void;
}) {
  const [id, setId] = useState("");
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState("");
  const [asking, setAsking] = useState<FormData | null>(null);
  const [pending, start] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const toast = useToast();

  const send = (given: FormData) => {
    if (pending) return;
    // The id stays until the server has answered: a form sent again after a lost answer has the same id.
    const sent = id || newId();
    setId(sent);
    given.set("id", sent);
    start(async () => {
      const answer = await attempt(() => props.act(given));
      setAsking(null);
      setFields(answer.ok ? {} : answer.fields);
      setProblem(answer.ok || Object.keys(answer.fields).length > 0 ? "" : answer.message);
      if (!answer.ok) return;
      setId("");
      form.current?.reset();
      toast({ text: answer.data.says });
      props.onDone?.();
    });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    if (props.confirm) setAsking(given);
    else send(given);
  };
  return (
    <form ref={form} onSubmit={submit} className="op-form" noValidate>
      {props.children(fields)}
      {problem && (
        <p role="alert" className="op-failed">
          {problem}
        </p>
      )}
      <div>
        <Button type="submit" look="primary" pending={pending}>
          {props.button}
        </Button>
      </div>
      {props.confirm && (
        <ConfirmDialog
          open={asking !== null}
          title={props.confirm.title}
          confirm={props.button}
          cancel="Not yet"
          look="primary"
          pending={pending}
          onConfirm={() => asking && send(asking)}
          onClose={() => setAsking(null)}
        >
          <p>{props.confirm.says}</p>
        </ConfirmDialog>
      )}
    </form>
  );
}
