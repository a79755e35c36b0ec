"use client";

import { useState } from "react";
import { Pin } from "@/components/studio/pins";
import { TagField } from "@/components/studio/tag-field";
import { Button } from "@/components/ui/button";
import type { FactKey } from "@/db/tenant/entry";
import type { FieldGroup } from "@/db/tenant/field";
import { fieldsOf, GROUPS, type KeyOf, type Named } from "@/db/tenant/fields";
import type { OwnField, Template } from "@/db/tenant/own";
import type { Place } from "@/db/tenant/queries/places";
import type { ItemValues } from "@/server/items/item-values";
import { CopyRows } from "./copy-rows";
import { EntryField } from "./entries/entry-field";
import { EntryPart } from "./entries/entry-part";
import { whoseShown, withEntry } from "./entries/entry-values";
import { FactMark } from "./entries/fact-mark";
import { FieldControl } from "./field-control";
import { OwnParts } from "./own-parts";
import { shownFields, TemplatePart } from "./template-part";
import type { ItemFormState } from "./use-item-form";
import { useSeenFields } from "./use-seen-fields";
import { WantFields } from "./want-fields";
import "./items.css";
import "./entries/entries.css";

interface Props {
  readonly values: ItemValues;
  readonly change: ItemFormState["change"];
  readonly follow: ItemFormState["follow"];
  readonly problems: Readonly<Record<string, string>>;
  readonly animals: readonly string[];
  readonly own: readonly OwnField[];
  readonly templates: readonly Template[];
  /** Null for an item that is yet to be. */
  readonly itemId: string | null;
  readonly places: readonly Place[];
  /** Whether the form is of an item that is yet to be. */
  readonly fresh?: boolean;
}

type ItemField = Named<KeyOf<"item">>;

/** The groups that have fields of the item, in their order. */
const PARTS: readonly { readonly group: FieldGroup; readonly fields: readonly ItemField[] }[] =
  GROUPS.map((group) => ({
    group,
    fields: fieldsOf("item").filter((field) => field.group === group.key),
  })).filter(({ fields }) => fields.length > 0);

/** Everything a person writes about an item: facts, dates, story and copies, and beside them how it stands. */
export function ItemFields(props: Props) {
  const { values, problems, change } = props;
  const [all, setAll] = useState(false);
  const own = useSeenFields(props.own, problems);
  const shown = all ? own : shownFields(own, values, props.templates);
  const partsOf = (aside: boolean) =>
    PARTS.filter(({ group }) => Boolean(group.aside) === aside).map(({ group, fields }) => (
      <Part key={group.key} {...props} group={group} fields={fields} />
    ));
  return (
    <div className="item-form">
      <div className="item-main">
        {partsOf(false)}
        <OwnParts
          fields={shown}
          typed={values.own}
          problems={problems}
          onChange={(own) => change({ own })}
        />
        {shown.length < own.length && (
          <p>
            <Button small look="quiet" onClick={() => setAll(true)}>
              Show all fields
            </Button>
          </p>
        )}
        <CopyRows
          own={own}
          line={values.line}
          places={props.places}
          copies={values.copies}
          problems={problems}
          onChange={(copies) => change({ copies })}
        />
      </div>
      <div className="item-aside">
        {partsOf(true)}
        <WantFields
          want={values.want}
          currency={values.copies.at(-1)?.currency}
          problems={problems}
          onChange={(want) => change({ want })}
        />
        <TemplatePart {...props} fields={props.own} />
      </div>
    </div>
  );
}

/** One part of the form. The name stands first: with it alone an item can be saved. */
function Part({
  group,
  fields,
  ...props
}: Props & { readonly group: FieldGroup; readonly fields: readonly ItemField[] }) {
  return (
    <section className="st-block" aria-label={group.label}>
      {group.titled && <h2>{group.label}</h2>}
      <div className={`item-${group.key}`}>
        {fields.map((field) => (
          <div className={field.key === "name" ? "item-wide" : undefined} key={field.key}>
            <ItemControl {...props} field={field} open={group.aside} />
          </div>
        ))}
      </div>
      {group.key === "facts" && <EntryPart {...props} />}
    </section>
  );
}

/** The fields in which an entry of the catalogue is looked for. */
const LOOKED_UP: readonly string[] = ["name", "styleNumber"];

function ItemControl({
  field,
  values,
  change,
  problems,
  animals,
  fresh,
  open,
}: Props & { readonly field: ItemField; readonly open?: boolean }) {
  const value = values[field.key];
  if (typeof value !== "string")
    return (
      <TagField
        tags={value}
        onChange={(tags) => change({ [field.key]: tags })}
        error={problemOf(problems, field.key)}
        aside={field.keeps && <Pin field={field.key} label={field.label} />}
      />
    );
  const mark = isFact(field) && <FactMark whose={whoseShown(values, field.key)} />;
  if (isFact(field) && LOOKED_UP.includes(field.key))
    return (
      <EntryField
        field={field}
        value={value}
        error={problems[field.key]}
        aside={mark}
        autoFocus={fresh && field.key === "name"}
        scans={field.key === "styleNumber"}
        onChange={(text) => change({ [field.key]: text })}
        onChoose={(entry) => change((now) => withEntry(now, entry, field.key))}
      />
    );
  return (
    <FieldControl
      field={field}
      value={value}
      mark={mark}
      error={problems[field.key]}
      onChange={(text) => change({ [field.key]: text })}
      inUse={field.key === "animal" ? animals : undefined}
      open={open}
    />
  );
}

function isFact(field: ItemField): field is Named<FactKey> {
  return field.group === "facts" || field.group === "dates";
}

/** What is wrong with one of several values, under names such as `tags.3`. */
function problemOf(problems: Readonly<Record<string, string>>, key: string): string | undefined {
  const [, problem] = Object.entries(problems).find(([name]) => name.startsWith(key)) ?? [];
  return problem;
}
