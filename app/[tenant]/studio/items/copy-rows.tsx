"use client";

import { useContext, useMemo, useState } from "react";
import type { TagKind } from "@/base/tag-guide/generation";
import { MoneyField } from "@/components/studio/money-field";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/check";
import { type Option, Select } from "@/components/ui/field";
import type { Field, FieldType } from "@/db/tenant/field";
import { fieldsOf, type KeyOf, type Named } from "@/db/tenant/fields";
import { showsCertificate } from "@/db/tenant/item";
import type { OwnField } from "@/db/tenant/own";
import { tagCodesOf } from "@/db/tenant/parts";
import type { Place } from "@/db/tenant/queries/places";
import { type CopyValues, emptyCopy } from "@/server/items/item-values";
import { useLastCurrency } from "../currency";
import { placeOrNone } from "../places/place-options";
import { CertificatePhotos, PhotosOfItem } from "./certificate-photos";
import { FieldControl } from "./field-control";
import { withGone } from "./gone-option";
import { CopyLoans } from "./loans/copy-loans";
import { OwnControls } from "./own-parts";
import { WhichTag } from "./which-tag";

interface Props {
  readonly own: readonly OwnField[];
  readonly line: string;
  readonly places: readonly Place[];
  readonly copies: readonly CopyValues[];
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (copies: CopyValues[]) => void;
}

/** The copies somebody holds, each with what everyone sees of it and what only members do. */
export function CopyRows({ own, line, places, copies, problems, onChange }: Props) {
  // Each key draws every copy anew, and a collection has places by the hundred.
  const toPlaces = useMemo(() => placeOrNone(places), [places]);
  const currency = useLastCurrency();
  const replace = (index: number, part: Partial<CopyValues>) =>
    onChange(copies.map((copy, at) => (at === index ? { ...copy, ...part } : copy)));
  return (
    <section className="st-block" aria-labelledby="copies">
      <div className="item-copies-head">
        <h2 id="copies" className="st-title">
          Copies
        </h2>
        <Button
          small
          onClick={() => onChange([...copies, emptyCopy(copies.at(-1)?.currency ?? currency)])}
        >
          Add a copy
        </Button>
      </div>
      {copies.length === 0 && <p className="st-sub">No copy noted yet.</p>}
      {copies.map((copy, index) => (
        <CopyRow
          // Rows have no id before they are saved, so their position is the key; the form's state holds all
          // their text.
          key={`copy-${String(index)}`}
          number={index + 1}
          own={own}
          problems={problems}
          line={line}
          toPlaces={toPlaces}
          copy={copy}
          problem={(name) => problems[`copies.${index}.${name}`]}
          change={(part) => replace(index, part)}
          remove={() => onChange(copies.filter((_, at) => at !== index))}
        />
      ))}
    </section>
  );
}

/** Texts take more than one column. */
const WIDTHS: Readonly<Partial<Record<FieldType, string>>> = { "long text": "item-copy-whole" };
const HALVES: readonly KeyOf<"copy">[] = ["acquiredFrom", "certifiedBy"];

interface RowProps {
  readonly own: readonly OwnField[];
  readonly problems: Readonly<Record<string, string>>;
  readonly number: number;
  /** The item's product line, by which tags are counted. */
  readonly line: string;
  readonly toPlaces: readonly Option[];
  readonly copy: CopyValues;
  readonly problem: (name: keyof CopyValues) => string | undefined;
  readonly change: (part: Partial<CopyValues>) => void;
  readonly remove: () => void;
}

/** The fields that hold the code of a tag. */
const TAG_FIELDS: Readonly<Partial<Record<KeyOf<"copy">, TagKind>>> = {
  swingTag: "swing",
  tushTag: "tush",
};

const CERTIFICATE = fieldsOf("copy").filter(({ group }) => group === "certificate");

function CopyRow(props: RowProps) {
  const photos = useContext(PhotosOfItem)?.photos ?? [];
  const [hasCertificate] = useState(
    () =>
      CERTIFICATE.some(({ key }) => props.copy[key]) ||
      photos.some((photo) => showsCertificate(photo) && photo.copyId === props.copy.id),
  );
  return (
    <fieldset className="item-copy">
      <legend className="visually-hidden">Copy {props.number}</legend>
      <CopyPart {...props} seenBy="everyone" group="copy" />
      <details className="item-copy-more" open={hasCertificate}>
        <summary>Certificate</summary>
        <CopyPart {...props} seenBy="everyone" group="certificate" />
        {props.copy.id && (
          <CertificatePhotos
            key={props.copy.id}
            copyId={props.copy.id}
            called={`copy ${props.number}`}
          />
        )}
      </details>
      <fieldset className="item-copy-members">
        <legend className="ui-legend">Only members see this</legend>
        <div className="item-copy-place">
          <Select
            label="Place"
            value={props.copy.placeId ?? ""}
            options={withGone(props.toPlaces, props.copy.placeId)}
            error={props.problem("placeId")}
            onChange={(event) => props.change({ placeId: event.target.value || null })}
          />
        </div>
        <CopyPart {...props} seenBy="members" group="copy" />
        {props.copy.id && (
          <CopyLoans
            key={props.copy.id}
            copyId={props.copy.id}
            called={`copy ${props.number}`}
            isLent={props.copy.status === "lent"}
          />
        )}
      </fieldset>
      <Button look="quiet" small onClick={props.remove} aria-label={`Remove copy ${props.number}`}>
        Remove
      </Button>
    </fieldset>
  );
}

function CopyPart({ seenBy, group, ...props }: RowProps & Pick<Field, "seenBy" | "group">) {
  const fields = fieldsOf("copy").filter(
    (field) => field.seenBy === seenBy && field.group === group,
  );
  return (
    <div className="item-copy-part">
      {fields.map((field) => (
        <CopyControl key={field.key} field={field} {...props} />
      ))}
      <OwnControls
        fields={props.own.filter((field) => field.of === "copy" && field.seenBy === seenBy)}
        typed={props.copy.own ?? {}}
        problems={props.problems}
        path={`copies.${props.number - 1}.`}
        onChange={(own) => props.change({ own })}
      />
    </div>
  );
}

function CopyControl({
  field,
  number,
  line,
  copy,
  problem,
  change,
}: RowProps & { readonly field: Named<KeyOf<"copy">> }) {
  const value = copy[field.key];
  if (typeof value === "boolean")
    return (
      <div className="item-copy-whole">
        <Check
          label={field.label}
          hint={field.hint}
          checked={value}
          onChange={(checked) => change({ [field.key]: checked })}
        />
      </div>
    );
  if (field.type === "money")
    return (
      <MoneyField
        label={field.label}
        hint={field.hint}
        amount={value}
        currency={copy.currency}
        error={problem(field.key) ?? problem("currency")}
        onChange={({ amount, currency }) => change({ [field.key]: amount, currency })}
      />
    );
  const tag = TAG_FIELDS[field.key];
  return (
    <div className={HALVES.includes(field.key) ? "item-copy-half" : WIDTHS[field.type]}>
      <FieldControl
        field={field}
        value={value}
        error={problem(field.key)}
        placeholder={field.key === "label" ? `Copy ${number}` : undefined}
        inUse={
          field.key === "swingTag" || field.key === "tushTag"
            ? tagCodesOf(line)[field.key]
            : undefined
        }
        onChange={(text) => change({ [field.key]: text })}
      />
      {tag && (
        <WhichTag
          tag={tag}
          line={line}
          now={value}
          onUse={(code) => change({ [field.key]: code })}
        />
      )}
    </div>
  );
}
