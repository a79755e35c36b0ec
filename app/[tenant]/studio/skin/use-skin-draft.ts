"use client";

import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import { readUnsaved, writeUnsaved } from "@/components/studio/unsaved-draft";
import { type Skin, SkinSchema } from "@/themes/skin";
import { NameSchema } from "../settings/site-name";
import { drafted, type SkinDraft } from "./skin-draft";

const STORAGE_KEY = "swingtag skin";

/** The editor's state: the draft, what of it is saved, what of it is wrong, and the last that could be shown. */
export function useSkinDraft(initial: SkinDraft) {
  const [saved, setSaved] = useState(initial);
  const [drafting, step] = useReducer(drafted, { now: initial, past: [], hand: null });
  const draft = drafting.now;
  const dirty = JSON.stringify(draft) !== JSON.stringify(saved);
  const problems = useMemo(() => problemsOf(draft), [draft]);
  const shown = useLastShowable(draft, Object.keys(problems).length === 0);
  const opened = useRef(false);

  // After a reload the editor goes on with the draft that was not published.
  useEffect(() => {
    const unsaved = readUnsaved<SkinDraft>(STORAGE_KEY);
    if (unsaved && SkinSchema.safeParse(unsaved.skin).success && typeof unsaved.name === "string")
      step({ kind: "change", hand: "reload", to: unsaved });
  }, []);
  useEffect(() => {
    if (opened.current) writeUnsaved(STORAGE_KEY, dirty ? draft : null);
    opened.current = true;
  }, [draft, dirty]);

  return {
    draft,
    shown,
    dirty,
    problems,
    canUndo: drafting.past.length > 0,
    undo: () => step({ kind: "undo" }),
    startOver: () => step({ kind: "restart", with: saved }),
    change: (hand: string, part: Partial<SkinDraft>) =>
      step({ kind: "change", hand, to: { ...draft, ...part } }),
    changeSkin: (hand: string, part: Partial<Skin>) =>
      step({ kind: "change", hand, to: { ...draft, skin: { ...draft.skin, ...part } } }),
    /** Notes that this is what the site wears now. */
    settle: (now: SkinDraft) => {
      setSaved(now);
      step({ kind: "change", hand: "settle", to: now });
    },
  };
}

function problemsOf({ name, skin }: SkinDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  const named = NameSchema.safeParse(name);
  for (const issue of named.error?.issues ?? []) problems.name ??= issue.message;
  const parsed = SkinSchema.safeParse(skin);
  for (const issue of parsed.error?.issues ?? []) problems[issue.path.join(".")] ??= issue.message;
  return problems;
}

/** While a word is being retyped and the draft is invalid, the preview shows the last valid draft. */
function useLastShowable(draft: SkinDraft, valid: boolean): SkinDraft {
  const last = useRef(draft);
  if (valid) last.current = draft;
  return valid ? draft : last.current;
}
