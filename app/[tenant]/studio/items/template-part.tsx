"use client";

import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { isComposing } from "@/components/studio/composing";
import { Button } from "@/components/ui/button";
import { Select, TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import type { OwnField, Template } from "@/db/tenant/own";
import type { ItemValues } from "@/server/items/item-values";
import { typedOf } from "@/server/items/own-typed";
import { makeTemplate } from "../fields/template-actions";
import { withGone } from "./gone-option";
import type { ItemFormState } from "./use-item-form";

/** Which template an item is made from. Choosing one fills what is empty; making one takes what is saved of this item. */
export function TemplatePart(props: {
  /** Null for an item that is yet to be. */
  readonly itemId: string | null;
  readonly templates: readonly Template[];
  readonly fields: readonly OwnField[];
  readonly values: ItemValues;
  readonly problems: Readonly<Record<string, string>>;
  readonly change: (part: Partial<ItemValues>) => void;
  /** Takes over what is saved already. */
  readonly follow: ItemFormState["follow"];
}) {
  const { templates, values, change } = props;
  const options = withGone(
    [{ value: "", label: "None" }, ...templates.map(({ id, label }) => ({ value: id, label }))],
    values.template,
  );
  const hasChoice = options.length > 1;
  if (!hasChoice && props.itemId === null) return null;
  return (
    <section className="st-block item-standing" aria-label="Template">
      {hasChoice && (
        <Select
          label="Template"
          hint="Fills what is empty and shows its fields"
          value={values.template ?? ""}
          error={props.problems.template}
          options={options}
          onChange={(event) => {
            const chosen = templates.find(({ id }) => id === event.target.value);
            change(chosen ? filledWith(values, chosen, props.fields) : { template: null });
          }}
        />
      )}
      {props.itemId && (
        <TemplateMaker
          itemId={props.itemId}
          onMade={(template) => props.follow((now) => ({ ...now, template }))}
        />
      )}
    </section>
  );
}

/** What choosing a template changes of a form: whatever is empty takes what the template begins with. */
function filledWith(
  values: ItemValues,
  template: Template,
  fields: readonly OwnField[],
): Partial<ItemValues> {
  const empty: Readonly<Record<string, unknown>> = values;
  const facts = Object.entries(template.facts).filter(([key]) => empty[key] === "");
  const own = fields.flatMap((field) => {
    const begins = template.own[field.id] ?? [];
    const isFull = values.own[field.id]?.some(Boolean);
    return begins.length > 0 && !isFull ? [[field.id, typedOf(field, begins)]] : [];
  });
  return {
    ...Object.fromEntries(facts),
    own: { ...values.own, ...Object.fromEntries(own) },
    template: template.id,
  };
}

/** The owner's fields that a form shows: those of the item's template, and whatever holds something. */
export function shownFields(
  fields: readonly OwnField[],
  values: ItemValues,
  templates: readonly Template[],
): readonly OwnField[] {
  const template = templates.find(({ id }) => id === values.template);
  if (!template) return fields;
  return fields.filter(
    ({ id, of }) => of === "copy" || template.own[id] || values.own[id]?.some(Boolean),
  );
}

function TemplateMaker({
  itemId,
  onMade,
}: {
  readonly itemId: string;
  readonly onMade: (id: string) => void;
}) {
  const [label, setLabel] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const toast = useToast();
  const make = () =>
    start(async () => {
      const answer = await attempt(() => makeTemplate({ item: itemId, label: label ?? "" }));
      if (!answer.ok) return setProblem(Object.values(answer.fields)[0] ?? answer.message);
      toast({ text: `${label?.trim()} is a template now.` });
      setLabel(null);
      onMade(answer.data.id);
    });
  if (label === null)
    return (
      <div>
        <Button small look="quiet" onClick={() => setLabel("")}>
          Make a template of this item
        </Button>
      </div>
    );
  return (
    <div className="template-maker">
      <TextField
        label="Name of the template"
        placeholder="Beanie Babies"
        hint="It takes what is saved of this item"
        autoComplete="off"
        value={label}
        error={problem}
        autoFocus
        onChange={(event) => {
          setProblem(undefined);
          setLabel(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || isComposing(event)) return;
          event.preventDefault();
          make();
        }}
      />
      <div className="ui-row">
        <Button small pending={pending} onClick={make}>
          Make it
        </Button>
        <Button small look="quiet" onClick={() => setLabel(null)}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
