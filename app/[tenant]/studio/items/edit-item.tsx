"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { LeaveGuard } from "@/components/studio/leave-guard";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { Photo } from "@/db/tenant/item";
import type { Loan } from "@/db/tenant/loan";
import type { OwnField, Template } from "@/db/tenant/own";
import type { Lent } from "@/db/tenant/queries/loans";
import type { Place } from "@/db/tenant/queries/places";
import { type ItemValues, withCopyIds } from "@/server/items/item-values";
import { useUndoing } from "../history/undoing";
import { duplicateItem, saveItem, trash } from "./actions";
import { PhotosOfItem } from "./certificate-photos";
import { FoundNotice, RefusedNotice } from "./form-notices";
import { ItemAddress } from "./item-address";
import { ItemFields } from "./item-fields";
import { LoansOfItem } from "./loans/copy-loans";
import { PhotoRoom } from "./photo-room";
import { refusalOf, SaveBar } from "./save-bar";
import { useItemForm } from "./use-item-form";
import { useSave } from "./use-save";

interface Props {
  readonly id: string;
  readonly slug: string;
  /** Addresses that lead here besides its own. */
  readonly former: readonly string[];
  readonly version: string;
  readonly values: ItemValues;
  readonly photos: readonly Photo[];
  readonly animals: readonly string[];
  readonly own: readonly OwnField[];
  readonly templates: readonly Template[];
  readonly places: readonly Place[];
  readonly loans: readonly Loan[];
  /** The day that it is on the site. */
  readonly today: string;
}

/** An item in its editor. A save names the version it was made from and replaces no other. */
export function EditItem(props: Props) {
  const { id } = props;
  const state = useItemForm(`swingtag item ${id}`, id, props.values, props.own);
  const [version, setVersion] = useState(props.version);
  const [saved, setSaved] = useState(false);
  const { save: keep, refused, pending } = useSave(state);
  const undoing = useUndoing();

  // What was taken back, or saved by somebody else, is shown as soon as the page has it; what was typed stays.
  const { dirty, found, settle } = state;
  useEffect(() => {
    if (!isLater(props.version, version) || dirty || found || pending) return;
    setVersion(props.version);
    settle(props.values, () => props.values);
  }, [props.version, props.values, version, dirty, found, pending, settle]);

  const save = (replace = false) =>
    keep(
      (values) => saveItem({ id, expected: replace ? null : version, values }),
      (values, data) => {
        if (isLater(data.version, version)) {
          const name = values.name.trim();
          undoing.done(`${name} is saved.`, {
            changeSet: data.changeSet,
            back: `${name} is as it was before.`,
          });
        }
        setVersion(data.version);
        state.settle(values, (now) => withCopyIds(now, values, data.copyIds));
        setSaved(true);
      },
    );

  // A save over what was typed since then replaces the version that lending made.
  const onLent = (copyId: string, { status, was, version: made }: Lent) => {
    setVersion((now) => (now === was ? made : now));
    state.follow((values) => ({
      ...values,
      copies: values.copies.map((copy) => (copy.id === copyId ? { ...copy, status } : copy)),
    }));
  };

  return (
    <div className="st-room">
      <div className="st-head">
        <h1>{state.values.name || "Without a name"}</h1>
        <ItemDeeds id={id} slug={props.slug} name={state.values.name} dirty={state.dirty} />
      </div>
      <FoundNotice state={state} onBringBack={state.bringBack} />
      <RefusedNotice refused={refused} id={id} onReplace={() => save(true)} />
      <PhotoRoom
        itemId={id}
        photos={props.photos}
        name={state.values.name}
        copies={keptCopies(state.values)}
      />
      <form
        ref={state.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
        }}
      >
        <PhotosOfItem value={{ itemId: id, photos: props.photos }}>
          <LoansOfItem value={{ loans: props.loans, today: props.today, onLent }}>
            <ItemFields
              {...state}
              animals={props.animals}
              places={props.places}
              own={props.own}
              templates={props.templates}
              itemId={id}
            />
          </LoansOfItem>
        </PhotosOfItem>
        <SaveBar
          dirty={state.dirty}
          pending={pending}
          saved={saved}
          save="Save"
          refusal={refusalOf(state, refused)}
        />
      </form>
      <ItemAddress key={props.slug} id={id} slug={props.slug} former={props.former} />
      <LeaveGuard dirty={state.dirty} what={state.values.name || "this item"} />
    </div>
  );
}

/** The copies that a photo can show: those that are saved. */
function keptCopies({ copies }: ItemValues) {
  return copies.flatMap(({ id, label }, place) =>
    id ? [{ id, label: label.trim() || `Copy ${place + 1}` }] : [],
  );
}

/** Versions are moments, so that of two the later one is known. */
function isLater(version: string, than: string): boolean {
  return BigInt(version) > BigInt(than);
}

function ItemDeeds(props: {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly dirty: boolean;
}) {
  const toast = useToast();
  const router = useRouter();
  const undoing = useUndoing();
  const [pending, start] = useTransition();

  const duplicate = () =>
    start(async () => {
      const answer = await attempt(() => duplicateItem({ id: props.id, as: newId() }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      undoing.done(`This is the duplicate of ${props.name}.`, {
        changeSet: answer.data.changeSet,
        back: `The duplicate of ${props.name} is gone.`,
        to: `/studio/items/${props.id}`,
      });
      router.push(`/studio/items/${answer.data.id}`);
    });

  const throwAway = () =>
    start(async () => {
      const answer = await attempt(() => trash({ id: props.id }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      undoing.done(`${props.name} is in the trash for 30 days.`, {
        changeSet: answer.data.changeSet,
        back: `${props.name} is back.`,
        to: `/studio/items/${props.id}`,
      });
      router.push("/studio/items");
    });

  return (
    <div className="ui-row">
      <a className="st-link" href={`/items/${props.slug}`}>
        View
      </a>
      <Button small look="quiet" pending={pending} disabled={props.dirty} onClick={duplicate}>
        Duplicate
      </Button>
      <Button small look="quiet" pending={pending} onClick={throwAway}>
        Move to trash
      </Button>
    </div>
  );
}
