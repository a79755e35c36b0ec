"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { LeaveGuard } from "@/components/studio/leave-guard";
import { newId } from "@/components/studio/new-id";
import { Pinning, usePins } from "@/components/studio/pins";
import { readUnsaved, writeUnsaved } from "@/components/studio/unsaved-draft";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { OwnField, Template } from "@/db/tenant/own";
import type { Alike } from "@/db/tenant/queries/alike";
import type { Place } from "@/db/tenant/queries/places";
import type { ItemValues } from "@/server/items/item-values";
import { useLastCurrency } from "../currency";
import { useUndoing } from "../history/undoing";
import { addItem, saveItem } from "./actions";
import { AlikeNotice } from "./alike-notice";
import { addCopiesTo } from "./enter-actions";
import { FoundNotice, RefusedNotice } from "./form-notices";
import { ItemFields } from "./item-fields";
import { keptValues } from "./kept-values";
import { NewPhotos, useHeldPhotos } from "./new-photos";
import { FIRST_PINS, forSaving, nextValues, sameAgain } from "./next-item";
import { refusalOf, SaveBar } from "./save-bar";
import { hasMoreThanCopies, nextKeepingTyped } from "./unsent";
import { useItemForm } from "./use-item-form";
import { useSave } from "./use-save";

const STORAGE_KEY = "swingtag new item";
const LAST_KEY = "swingtag last item";

/**
 * The form for one more item: a name and Enter are enough; "save and add another" keeps the hands on the keys, and what
 * is pinned is there again.
 */
export function NewItem(props: {
  readonly animals: readonly string[];
  readonly places: readonly Place[];
  readonly own: readonly OwnField[];
  readonly templates: readonly Template[];
}) {
  // The id is made here, so that a request that is sent twice adds one item, and photos know what they are of.
  const [id, setId] = useState(newId);
  const pins = usePins(FIRST_PINS);
  const currency = useLastCurrency();
  const state = useItemForm(STORAGE_KEY, id, nextValues(new Set(), null, currency), props.own);
  const { save: keep, refused, pending } = useSave(state);
  const undoing = useUndoing();
  const held = useHeldPhotos(id);
  const { last, remember } = useLast(state.begin, pins.pinned, currency);
  // Counts what was added to items that are there, so that these are looked for anew.
  const [asked, setAsked] = useState(0);
  const toast = useToast();
  const router = useRouter();

  /** Goes on with a form that holds what was typed since, or to the item. */
  const done = (values: ItemValues, to: string | null) => {
    remember(values);
    const next = nextValues(pins.pinned, values, currency);
    state.settle(values, (now) => nextKeepingTyped(now, values, next));
    // What is left belongs to another item.
    setId(newId());
    if (to) return router.push(`/studio/items/${to}`);
    state.form.current?.querySelector<HTMLInputElement>("[name=item-name]")?.focus();
    window.scrollTo({ top: 0 });
  };
  const save = (another: boolean, replace = false) =>
    keep<{ readonly changeSet: string }>(
      (typed) => {
        const values = forSaving(typed, pins.pinned, last, currency);
        const photos = held.photos.map((photo) => photo.id);
        return replace ? saveItem({ id, expected: null, values }) : addItem({ id, values, photos });
      },
      (values, { changeSet }) => {
        const name = values.name.trim();
        undoing.done(`${name} is saved.`, { changeSet, ...undoOf(name, replace, id) });
        done(values, another ? null : id);
      },
    );
  const addCopy = (item: Alike) => {
    if (held.uploads.uploads.some(({ problem }) => problem === null))
      return toast({ text: "Photos are still on their way. Add it then.", tone: "problem" });
    keep<{ readonly changeSet: string }>(
      ({ copies }) =>
        addCopiesTo({
          item: item.id,
          expected: item.version,
          heldFor: id,
          copies,
          photos: held.photos.map((photo) => photo.id),
        }),
      (values, { changeSet }) => {
        const fresh = nextValues(pins.pinned, last, currency);
        const back = `${item.name} is as it was before.`;
        if (!hasMoreThanCopies(values, fresh)) {
          undoing.done(`${item.name} has a copy more.`, { changeSet, back });
          return done(values, item.id);
        }
        const text = `${item.name} has a copy more. What else you typed is still here and not saved.`;
        undoing.done(text, { changeSet, back });
        state.change((now) => ({ copies: nextKeepingTyped(now, values, fresh).copies }));
        void held.look();
        setAsked(asked + 1);
      },
      ({ message }) => {
        toast({ text: message, tone: "problem" });
        setAsked(asked + 1);
      },
    );
  };

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
        {last && (
          <Button small onClick={() => state.change(sameAgain(last))}>
            Same again
          </Button>
        )}
      </div>
      <FoundNotice
        state={state}
        onBringBack={() => {
          if (state.found) {
            setId(state.found.id);
            void held.look(state.found.id);
          }
          state.bringBack();
        }}
      />
      <RefusedNotice refused={refused} id={id} onReplace={() => save(false, true)} />
      <AlikeNotice
        key={asked}
        name={state.values.name}
        variant={state.values.variant}
        pending={pending}
        onAddCopy={addCopy}
      />
      <NewPhotos {...held} />
      <Pinning pins={pins}>
        <ItemFields {...state} {...props} itemId={null} fresh />
      </Pinning>
      <SaveBar
        dirty={state.dirty}
        pending={pending}
        saved={false}
        save="Save"
        refusal={refusalOf(state, refused)}
      >
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

/** The item that this tab saved last, and the form that begins with what was pinned of it. */
function useLast(
  begin: (values: ItemValues) => void,
  pinned: ReadonlySet<string>,
  currency: string,
) {
  const [last, setLast] = useState<ItemValues | null>(null);
  const first = useRef({ begin, pinned, currency });
  first.current = { begin, pinned, currency };
  useEffect(() => {
    const kept = readUnsaved<ItemValues>(LAST_KEY);
    if (!kept) return;
    const values = keptValues(kept);
    setLast(values);
    // After the pins were read from this browser, which the same paint does.
    requestAnimationFrame(() => {
      const { begin, pinned, currency } = first.current;
      begin(nextValues(pinned, values, currency));
    });
  }, []);
  return {
    last,
    remember: (values: ItemValues) => {
      setLast(values);
      writeUnsaved(LAST_KEY, values);
    },
  };
}
