"use client";

import { useEffect, useMemo, useState, useTransition } from "react";
import type { ShelfItem } from "@/components/site/model";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Choices } from "@/components/ui/choices";
import { useToast } from "@/components/ui/toast";
import { contrastReport, repair, repairAll } from "@/themes/contrast";
import type { PresetId, Scheme } from "@/themes/skin";
import { publishSkin } from "./actions";
import { ColourControls } from "./colour-controls";
import { ContrastPanel } from "./contrast-panel";
import { documentNonce } from "./document-nonce";
import { HistoryList, type SavedVersion } from "./history-list";
import { LogoControl } from "./logo-control";
import { PresetCards } from "./preset-cards";
import { type Device, Preview } from "./preview";
import { ShapeControls } from "./shape-controls";
import { type SkinDraft, wearPreset } from "./skin-draft";
import { useSkinDraft } from "./use-skin-draft";
import { WordControls } from "./word-controls";

interface Props {
  readonly initial: SkinDraft;
  readonly worn: number;
  readonly versions: readonly SavedVersion[];
  readonly items: readonly ShelfItem[];
  readonly total: number;
  readonly nonce: string;
}

const DEVICES = [
  { value: "desktop", label: "Desktop" },
  { value: "phone", label: "Phone" },
] as const;

const SCHEMES = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

/** Items on a preset's miniature: a first row is enough to tell them apart. */
const ON_A_CARD = 8;

/** The skin editor: controls at the left, the site as it would be at the right, nothing saved before Publish. */
export function SkinEditor(props: Props) {
  const state = useSkinDraft(props.initial);
  const { draft, shown, problems, changeSkin } = state;
  const [scheme, setScheme] = useState<Scheme>("light");
  const [device, setDevice] = useState<Device>("desktop");
  const [refused, setRefused] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const toast = useToast();
  const report = useMemo(() => contrastReport(draft.skin), [draft.skin]);
  const onCards = useMemo(() => props.items.slice(0, ON_A_CARD), [props.items]);
  const nonce = documentNonce(props.nonce);
  const valid = Object.keys(problems).length === 0;

  // On a phone the preview begins in the width of a phone.
  useEffect(() => {
    if (matchMedia("(width < 56rem)").matches) setDevice("phone");
  }, []);

  const publish = () =>
    start(async () => {
      const answer = await attempt(() => publishSkin({ name: draft.name, skin: draft.skin }));
      if (!answer.ok) return setRefused(answer.message);
      setRefused(null);
      state.settle(draft);
      toast({ text: `Version ${answer.data.number} is published. The site wears it now.` });
    });

  return (
    <div className="skin-room">
      <div className="skin-bar">
        <h1>Skin</h1>
        <p className="save-state" role="status" data-dirty={state.dirty || undefined}>
          {sayState({ ...state, valid, passes: report.passes, pending })}
        </p>
        <div className="ui-row">
          <Button small look="quiet" disabled={!state.canUndo} onClick={state.undo}>
            Undo
          </Button>
          <Button small look="quiet" disabled={!state.dirty} onClick={state.startOver}>
            Start over
          </Button>
          <Button
            look="primary"
            pending={pending}
            disabled={!state.dirty || !valid || !report.passes}
            onClick={publish}
          >
            Publish
          </Button>
        </div>
      </div>
      <div role="alert" className="skin-refused">
        {refused && (
          <p className="ui-notice" data-tone="problem">
            {refused}
          </p>
        )}
      </div>
      <div className="skin-controls">
        <section className="skin-group" aria-labelledby="presets">
          <h2 id="presets">Start from</h2>
          <PresetCards
            chosen={draft.skin.preset}
            name={props.initial.name}
            items={onCards}
            scheme={scheme}
            nonce={nonce}
            onChoose={(id: PresetId) => changeSkin(`preset ${id}`, wearPreset(draft.skin, id))}
          />
        </section>
        <ContrastPanel
          report={report}
          onRepair={(pair) => {
            setScheme(pair.scheme);
            changeSkin("repair", repair(draft.skin, pair));
          }}
          onRepairAll={() => changeSkin("repair all", repairAll(draft.skin))}
        />
        <ColourControls {...state} scheme={scheme} onScheme={setScheme} report={report} />
        <ShapeControls {...state} />
        <WordControls {...state} />
        <section className="skin-group" aria-labelledby="logo">
          <h2 id="logo">Logo</h2>
          <LogoControl
            logo={draft.skin.logo}
            siteName={draft.name}
            onChange={(logo, hand) => changeSkin(hand, { logo })}
          />
        </section>
        <HistoryList
          versions={props.versions}
          worn={props.worn}
          onWorn={(skin) => state.settle({ name: props.initial.name, skin })}
        />
      </div>
      <div className="skin-stage">
        <div className="skin-stage-bar">
          <Choices
            legend="Preview in"
            hideLegend
            choices={SCHEMES}
            value={scheme}
            onChange={setScheme}
          />
          <Choices
            legend="Preview on"
            hideLegend
            choices={DEVICES}
            value={device}
            onChange={setDevice}
          />
        </div>
        <Preview
          draft={shown}
          items={props.items}
          total={props.total}
          scheme={scheme}
          device={device}
          nonce={nonce}
        />
      </div>
    </div>
  );
}

function sayState(now: {
  readonly dirty: boolean;
  readonly valid: boolean;
  readonly passes: boolean;
  readonly pending: boolean;
}): string {
  if (now.pending) return "Publishing…";
  if (!now.dirty) return "As published";
  if (!now.valid) return "A word is missing";
  if (!now.passes) return "Not published: repair the contrast first";
  return "Not published yet";
}
