"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { LeaveGuard } from "@/components/studio/leave-guard";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import type { OwnField, Template } from "@/db/tenant/own";
import type { Place } from "@/db/tenant/queries/places";
import { useUndoing } from "../history/undoing";
import { addItem, saveItem } from "./actions";
import { FoundNotice, RefusedNotice } from "./form-notices";
import { ItemFields } from "./item-fields";
import { emptyValues } from "./item-values";
import { SaveBar } from "./save-bar";
import { useItemForm } from "./use-item-form";
import { useSave } from "./use-save";

const STORAGE_KEY = "swingtag new item";

/** The form for one more item: a name and Enter are enough; "save and add another" keeps the hands on the keys. */
export function NewItem(props: {
  readonly animals: readonly string[];
  readonly places: readonly Place[];
  readonly own: readonly OwnField[];
  readonly templates: readonly Template[];
}) {
  // The id is made here, so that a request that is sent twice adds one item.
  const [id, setId] = useState(newId);
  const state = useItemForm(STORAGE_KEY, id, emptyValues(), props.own);
  const { save: keep, refused, pending } = useSave(state);
  const undoing = useUndoing();
  const router = useRouter();

  const save = (another: boolean, replace = false) =>
    keep<{ readonly changeSet: string }>(
      (values) => (replace ? saveItem({ id, expected: null, values }) : addItem({ id, values })),
      (values, { changeSet }) => {
        state.settle(values, emptyValues);
        const name = values.name.trim();
        undoing.done(`${name} is saved.`, { changeSet, ...undoOf(name, replace, id) });
        if (!another) return router.push(`/studio/items/${id}`);
        setId(newId());
        state.form.current?.querySelector<HTMLInputElement>("[name=item-name]")?.focus();
        window.scrollTo({ top: 0 });
      },
    );

  return (
    <form
      ref={state.form}
      className="st-room"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save(false);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          save(true);
        }
      }}
    >
      <div className="st-head">
        <h1>New item</h1>
      </div>
      <FoundNotice
        state={state}
        onBringBack={() => {
          if (state.found) setId(state.found.id);
          state.bringBack();
        }}
      />
      <RefusedNotice refused={refused} id={id} onReplace={() => save(false, true)} />
      <ItemFields {...state} {...props} itemId={null} fresh />
      <SaveBar dirty={state.dirty} pending={pending} saved={false} save="Save">
        <Button pending={pending} onClick={() => save(true)} title="Ctrl + Enter">
          Save and add another
        </Button>
      </SaveBar>
      <LeaveGuard dirty={state.dirty} what="this new item" />
    </form>
  );
}

/** An item that was there before stays there; one that was added now goes. */
function undoOf(name: string, wasThere: boolean, id: string) {
  return wasThere
    ? { back: `${name} is as it was before.`, to: `/studio/items/${id}` }
    : { back: `${name} is not added.`, to: "/studio/items" };
}
