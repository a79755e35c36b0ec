"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { isComposing } from "@/components/studio/composing";
import type { Role } from "@/db/tenant/roles";
import { roomsOf } from "./studio-nav";
import "./command-bar.css";

/** Somewhere to go. */
interface Way {
  readonly label: string;
  readonly kind: string;
  readonly href: string;
  /** Whether it leaves the studio by an ordinary load. */
  readonly leaves?: boolean;
}

/** How long after the last key items are asked for, in milliseconds. */
const PAUSE = 150;

/** How many items are shown. */
const MOST_ITEMS = 7;

/** A button, Ctrl K or Cmd K: a field that reaches rooms, commands and, by the site's own search, items. */
export function CommandBar({ role }: { readonly role: Role }) {
  const [open, setOpen] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const keys = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  }, []);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <>
      <button
        type="button"
        className="cb-open"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        Go to <span aria-hidden="true">Ctrl K</span>
      </button>
      <dialog
        ref={dialog}
        className="ui-dialog cb-dialog"
        aria-label="Go to"
        onClose={() => setOpen(false)}
      >
        {open && <Ways role={role} onGone={() => setOpen(false)} />}
      </dialog>
    </>
  );
}

function Ways({ role, onGone }: { readonly role: Role; readonly onGone: () => void }) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { items, isOfTyped } = useItems(typed, role);
  const list = useId();
  const word = typed.trim().toLowerCase();
  const ways = [
    ...waysOf(role).filter(({ label }) => label.toLowerCase().includes(word)),
    ...items,
  ];
  const chosen = Math.min(at, ways.length - 1);
  const go = (way: Way | undefined) => {
    if (!way) return;
    onGone();
    if (way.leaves) location.assign(way.href);
    else router.push(way.href);
  };
  const keys = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const way = ways[chosen];
    if (step && ways.length > 0) setAt((chosen + step + ways.length) % ways.length);
    else if (event.key !== "Enter") return;
    else if (isOfTyped || way?.kind !== "Item") go(way);
    event.preventDefault();
  };
  return (
    <>
      <input
        className="ui-input"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={ways.length > 0 ? `${list}-${chosen}` : undefined}
        aria-label="Items, rooms and commands"
        placeholder="Items, rooms and commands"
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={keys}
      />
      <div className="cb-list" id={list} role="listbox" aria-label="Where to">
        {ways.map((way, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and its keys choose.
          <div
            key={`${way.kind} ${way.href}`}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className="cb-way"
            onClick={() => go(way)}
          >
            <span>{way.label}</span>
            <span className="st-sub">{way.kind}</span>
          </div>
        ))}
      </div>
      {ways.length === 0 && isOfTyped && <p className="st-sub">Nothing is called so.</p>}
    </>
  );
}

function waysOf(role: Role): Way[] {
  const edits = role !== "viewer";
  return [
    ...(edits ? [{ label: "New item", kind: "Command", href: "/studio/items/new" }] : []),
    ...roomsOf(role).map(({ label, href }) => ({ label, kind: "Room", href })),
    ...(edits ? [{ label: "Trash", kind: "Room", href: "/studio/items/trash" }] : []),
    { label: "View site", kind: "Command", href: "/", leaves: true },
    { label: "Sign out", kind: "Command", href: "/sign-out", leaves: true },
  ];
}

/** How far down an item stands: named so first, then with the word in its name, then what the search found elsewhere. */
function farness(name: string, word: string): number {
  const at = name.toLowerCase().indexOf(word.toLowerCase());
  return at === 0 ? 0 : at > 0 ? 1 : 2;
}

interface Rows {
  readonly rows: readonly { id: string; slug: string; name: string; variant: string }[];
}

/**
 * The items that the site's search finds, those named so first; none until something is typed, and those of the last
 * answer until the next is there, which no key may choose.
 */
function useItems(typed: string, role: Role) {
  const [found, setFound] = useState<{ of: string; ways: readonly Way[] }>({ of: "", ways: [] });
  useEffect(() => {
    if (typed.trim() === "") return setFound({ of: typed, ways: [] });
    const ended = new AbortController();
    const timer = setTimeout(async () => {
      const word = typed.trim();
      const address = `/studio/items/rows?q=${encodeURIComponent(word)}`;
      // What was typed since ends the answer too while it is read.
      const answer = await fetch(address, { signal: ended.signal })
        .then((said): Promise<Rows> | null => (said.ok ? said.json() : null))
        .catch(() => null);
      if (!answer) return;
      const nearest = answer.rows.toSorted((a, b) => farness(a.name, word) - farness(b.name, word));
      const ways = nearest.slice(0, MOST_ITEMS).map(({ id, slug, name, variant }) => ({
        label: [name, variant].filter(Boolean).join(", "),
        kind: "Item",
        href: role === "viewer" ? `/items/${slug}` : `/studio/items/${id}`,
        leaves: role === "viewer",
      }));
      setFound({ of: typed, ways });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [typed, role]);
  return { items: found.ways, isOfTyped: found.of === typed };
}
