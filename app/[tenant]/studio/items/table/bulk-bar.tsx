"use client";

import { type FormEvent, lazy, type ReactNode, Suspense, useState } from "react";
import { Button, classOf } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import type { Template } from "@/db/tenant/own";
import type { Progress } from "@/db/tenant/queries/table/bulk-edits";
import type { Selection } from "@/db/tenant/queries/table/change";
import type { Filter } from "@/db/tenant/queries/table/filter";
import { changeInWords, exampleInWords, itemsInWords, restInWords } from "./change-words";
import { countPicked, selectionOf } from "./picked";
import { useSite } from "./table-site";
import { type Looked, useBulkEdit } from "./use-bulk-edit";
import type { Picking } from "./use-picked";

/** In letters; servers in between take no longer ones. */
const LONGEST_ADDRESS = 6000;

const ChangeForm = lazy(() => import("./change-form"));

/** What can be done with all that is picked. It rises when something is, and says what it will do before it does it. */
export function BulkBar(props: {
  readonly picking: Picking;
  readonly total: number;
  readonly filter: Filter;
  readonly columns: readonly string[];
  readonly sort: string;
  readonly lastEdit: Progress | null;
}) {
  const { picking, total, filter } = props;
  const site = useSite();
  const [changing, setChanging] = useState<"field" | "template" | null>(null);
  const turn = (what: "field" | "template") => setChanging(changing === what ? null : what);
  const edit = useBulkEdit(props.lastEdit, () => {
    picking.none();
    setChanging(null);
  });
  const count = countPicked(picking.picked, total);
  const selection = selectionOf(picking.picked, filter);
  if (edit.progress) return <Running {...edit.progress} />;
  if (!selection || count === 0)
    return edit.last && <LastEdit last={edit.last} pending={edit.pending} onUndo={edit.undo} />;
  if (edit.looked)
    return (
      <Preview looked={edit.looked} problem={edit.problem}>
        <Button look="primary" pending={edit.pending} autoFocus onClick={edit.run}>
          {changeInWords(edit.looked.change, edit.looked.preview.changes, site)}
        </Button>
        <Button look="quiet" onClick={edit.cancel}>
          Change nothing
        </Button>
      </Preview>
    );
  return (
    <section className="tb-bar" aria-label="What is picked">
      <div className="tb-bar-row">
        <strong className="st-num" aria-live="polite">
          {itemsInWords(count)} picked
        </strong>
        {picking.picked.kind === "some" && count < total && (
          <button type="button" className="tb-joint" onClick={picking.all}>
            Pick all {total.toLocaleString("en")} that match
          </button>
        )}
        <div className="tb-bar-deeds">
          <Button small aria-expanded={changing === "field"} onClick={() => turn("field")}>
            Change a field
          </Button>
          {site.templates.length > 0 && (
            <Button small aria-expanded={changing === "template"} onClick={() => turn("template")}>
              Apply a template
            </Button>
          )}
          <Button small onClick={() => edit.look(selection, { do: "duplicate" })}>
            Duplicate
          </Button>
          <RoomLinks selection={selection} sort={props.sort} />
          <Export selection={selection} columns={props.columns} sort={props.sort} />
          <Button small look="danger" onClick={() => edit.look(selection, { do: "trash" })}>
            Move to trash
          </Button>
          <Button small look="quiet" onClick={picking.none}>
            Let go
          </Button>
        </div>
      </div>
      {changing === "field" && (
        <Suspense fallback={<p className="st-sub">On its way</p>}>
          <ChangeForm
            pending={edit.pending}
            problem={edit.problem}
            onLook={(change) => edit.look(selection, change)}
          />
        </Suspense>
      )}
      {changing === "template" && (
        <TemplateForm
          templates={site.templates}
          pending={edit.pending}
          onLook={(template) => edit.look(selection, { do: "template", template })}
        />
      )}
      {changing !== "field" && edit.problem && <p className="ui-error">{edit.problem}</p>}
    </section>
  );
}

/** Which template is applied. */
function TemplateForm(props: {
  readonly templates: readonly Template[];
  readonly pending: boolean;
  readonly onLook: (id: string) => void;
}) {
  const look = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    props.onLook(String(new FormData(event.currentTarget).get("template") ?? ""));
  };
  return (
    <form className="tb-change" onSubmit={look} noValidate>
      <Select
        label="Template"
        name="template"
        options={props.templates.map(({ id, label }) => ({ value: id, label }))}
      />
      <Button look="primary" type="submit" pending={props.pending}>
        Look at it first
      </Button>
    </form>
  );
}

/** To what is made of what is picked. An address holds no more than some ids. */
function RoomLinks({ selection, sort }: { readonly selection: Selection; readonly sort: string }) {
  const { mayShare } = useSite();
  const asked = new URLSearchParams({ sort });
  if ("ids" in selection) asked.set("ids", selection.ids.join(","));
  else asked.set("selection", JSON.stringify(selection));
  const query = `?${asked}`;
  if (query.length > LONGEST_ADDRESS)
    return <span className="st-sub">Labels, papers: pick fewer, or all that match</span>;
  return ROOMS.filter(({ ofOwners }) => mayShare || !ofOwners).map(({ label, href }) => (
    <Link key={href} className={classOf("plain", true)} href={href + query}>
      {label}
    </Link>
  ));
}

const ROOMS = [
  { label: "Labels", href: "/studio/labels", ofOwners: false },
  { label: "Papers", href: "/studio/papers", ofOwners: false },
  { label: "Link", href: "/studio/shared", ofOwners: true },
] as const;

/** Downloads what is picked, by a form, so that it can be any number. */
function Export(props: {
  readonly selection: unknown;
  readonly columns: readonly string[];
  readonly sort: string;
}) {
  return (
    <form method="post" action="/studio/items/selection">
      <input type="hidden" name="selection" value={JSON.stringify(props.selection)} />
      <input type="hidden" name="columns" value={props.columns.join(",")} />
      <input type="hidden" name="sort" value={props.sort} />
      <Button small type="submit">
        Export
      </Button>
    </form>
  );
}

function Preview(props: {
  readonly looked: Looked;
  readonly problem: string | null;
  readonly children: ReactNode;
}) {
  const { change, preview } = props.looked;
  const site = useSite();
  return (
    <section className="tb-bar" aria-label="What will change">
      <p>
        <strong>{changeInWords(change, preview.changes, site)}?</strong>{" "}
        <span className="st-sub">{restInWords(change, preview, site)}</span>
      </p>
      <ul className="tb-sample">
        {preview.sample.map((row) => (
          <li key={row.id}>{exampleInWords(change, row, site)}</li>
        ))}
        {preview.changes > preview.sample.length && (
          <li>and {itemsInWords(preview.changes - preview.sample.length)} more</li>
        )}
      </ul>
      {props.problem && <p className="ui-error">{props.problem}</p>}
      <div className="ui-row">{props.children}</div>
    </section>
  );
}

/** The way back, as long as nothing else is picked. */
function LastEdit(props: {
  readonly last: Progress;
  readonly pending: boolean;
  readonly onUndo: () => void;
}) {
  const { change, changed } = props.last;
  const site = useSite();
  return (
    <p className="tb-last st-sub">
      Last done: {changeInWords(change, changed, site)}.{" "}
      <Button small look="quiet" pending={props.pending} onClick={props.onUndo}>
        Undo
      </Button>
    </p>
  );
}

function Running({ change, passed, total }: Progress) {
  const site = useSite();
  return (
    <section className="tb-bar" aria-label="Under way">
      <p role="status">
        {changeInWords(change, total, site)}: {passed.toLocaleString("en")} of{" "}
        {total.toLocaleString("en")}
      </p>
      <progress aria-label="How much is done" value={passed} max={Math.max(1, total)} />
      <p className="st-sub">You may leave this page; it goes on.</p>
    </section>
  );
}
