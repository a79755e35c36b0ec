"use client";

import { type FormEvent, useId, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Choices } from "@/components/ui/choices";
import { Select, TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { FIELD_TYPES, type OwnField } from "@/db/tenant/own";
import { changeType, lookAtType, makeField, saveField } from "./actions";
import { ChoiceRows } from "./choice-rows";
import type { FieldInput } from "./field-input";
import { TYPE_WORDS } from "./field-words";
import { type Look, TypeLook } from "./type-look";

const TYPE_OPTIONS = FIELD_TYPES.map((value) => ({ value, label: TYPE_WORDS[value].label }));

/** Makes a field or changes one. Another type shows what it can't read before anything changes. */
export function FieldForm(props: {
  readonly field?: OwnField;
  readonly count?: number;
  readonly groups: readonly string[];
  readonly onDone: () => void;
}) {
  const { field, groups, onDone } = props;
  const [input, setInput] = useState<FieldInput>(() => inputOf(field));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [look, setLook] = useState<Look | null>(null);
  const [pending, start] = useTransition();
  const toast = useToast();
  const listed = useId();
  const change = (part: Partial<FieldInput>) => {
    setLook(null);
    setInput((now) => ({ ...now, ...part }));
  };
  const retyped = field !== undefined && field.type !== input.type && (props.count ?? 0) > 0;

  const send = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      if (field && retyped && !look) {
        const seen = await attempt(() => lookAtType({ id: field.id, field: input }));
        if (seen.ok) setLook(seen.data);
        else fail(seen);
        return;
      }
      const answer = await attempt<unknown>(() => {
        if (!field) return makeField(input);
        if (field.type === input.type) return saveField({ id: field.id, field: input });
        return changeType({ id: field.id, field: input, seen: look?.seen ?? 0 });
      });
      if (!answer.ok) return fail(answer);
      toast({ text: `${input.label.trim()} is saved.` });
      onDone();
    });
  };
  const fail = (answer: { message: string; fields: Readonly<Record<string, string>> }) => {
    setLook(null);
    const named = Object.entries(answer.fields).map(([name, text]) => [
      name.replace(/^field\./, "").replace(/^choices\..*/, "choices"),
      text,
    ]);
    setProblems(named.length > 0 ? Object.fromEntries(named) : { label: answer.message });
  };

  return (
    <form className="st-block field-form" noValidate onSubmit={send}>
      <h2>{field ? `Change ${field.label}` : "New field"}</h2>
      <div className="field-parts">
        <TextField
          label="Name"
          autoFocus
          autoComplete="off"
          value={input.label}
          error={problems.label}
          onChange={(event) => change({ label: event.target.value })}
        />
        <Select
          label="Type"
          hint={TYPE_WORDS[input.type].hint}
          options={TYPE_OPTIONS}
          value={input.type}
          onChange={(event) => change({ type: typeOf(event.target.value) })}
        />
        <TextField
          label="Group"
          hint="Fields of one group stand together"
          autoComplete="off"
          list={listed}
          value={input.group}
          error={problems.group}
          onChange={(event) => change({ group: event.target.value })}
        />
        <datalist id={listed}>
          {groups.map((group) => (
            <option key={group} value={group} />
          ))}
        </datalist>
        {input.type === "number" && (
          <TextField
            label="Unit"
            hint="Such as cm or g"
            autoComplete="off"
            value={input.unit}
            error={problems.unit}
            onChange={(event) => change({ unit: event.target.value })}
          />
        )}
      </div>
      {input.type.startsWith("choice") && (
        <ChoiceRows
          choices={input.choices}
          error={problems.choices}
          onChange={(choices) => change({ choices })}
        />
      )}
      <div className="field-parts">
        {!field && (
          <Choices
            legend="Belongs to"
            choices={OWNER_CHOICES}
            value={input.of}
            onChange={(of) => change({ of })}
          />
        )}
        <Choices
          legend="Who sees it"
          choices={SEEN_CHOICES}
          value={input.seenBy}
          onChange={(seenBy) => change({ seenBy })}
        />
      </div>
      {look && <TypeLook look={look} label={input.label} type={TYPE_WORDS[input.type].label} />}
      <div className="ui-row">
        <Button type="submit" look="primary" pending={pending}>
          {retyped ? (look ? "Change the type" : "Look what changes") : "Save"}
        </Button>
        <Button look="quiet" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

const OWNER_CHOICES = [
  { value: "item", label: "The item" },
  { value: "copy", label: "Each copy" },
] as const;
const SEEN_CHOICES = [
  { value: "everyone", label: "Everyone" },
  { value: "members", label: "Members" },
] as const;

function inputOf(field: OwnField | undefined): FieldInput {
  return {
    label: field?.label ?? "",
    type: field?.type ?? "text",
    of: field?.of ?? "item",
    seenBy: field?.seenBy ?? "everyone",
    group: field?.group ?? "",
    unit: field?.unit ?? "",
    choices: (field?.values ?? []).map((now) => ({ was: now, now })),
  };
}

function typeOf(value: string): FieldInput["type"] {
  return FIELD_TYPES.find((known) => known === value) ?? "text";
}
