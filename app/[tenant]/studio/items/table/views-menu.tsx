"use client";

import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { useToast } from "@/components/ui/toast";
import type { ViewValue } from "@/db/tenant/queries/table/view-value";
import { Menu } from "./menu";
import { tableHref, urlOfView } from "./table-url";
import { forgetView, nameView } from "./view-actions";

/** A view as the browser has it. */
export interface ShownView {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  readonly value: ViewValue;
}

/** Named views: to choose one, to name what is shown, to forget one. */
export function ViewsMenu(props: {
  readonly views: readonly ShownView[];
  readonly chosen: string | null;
  /** What is shown now, as a view would keep it. */
  readonly now: ViewValue;
  /** Whether the member may arrange for the whole site. */
  readonly mayShare: boolean;
}) {
  const chosen = props.views.find(({ id }) => id === props.chosen);
  return (
    <Menu label={chosen ? chosen.name : "Views"} title="Views" active={Boolean(chosen)} end>
      {(close) => (
        <>
          <ul className="tb-views">
            <li>
              <Link href="/studio/items" onClick={close} aria-current={chosen ? undefined : "true"}>
                All items
              </Link>
            </li>
            {props.views.map((view) => (
              <View
                key={view.id}
                view={view}
                isChosen={view === chosen}
                mayForget={!view.shared || props.mayShare}
                onChoose={close}
              />
            ))}
          </ul>
          <NameForm now={props.now} mayShare={props.mayShare} chosen={chosen} onDone={close} />
        </>
      )}
    </Menu>
  );
}

function View(props: {
  readonly view: ShownView;
  readonly isChosen: boolean;
  readonly mayForget: boolean;
  readonly onChoose: () => void;
}) {
  const { view } = props;
  const toast = useToast();
  const [pending, start] = useTransition();
  const forget = () =>
    start(async () => {
      const answer = await attempt(() => forgetView({ id: view.id, shared: view.shared }));
      if (!answer.ok) toast({ text: answer.message, tone: "problem" });
    });
  return (
    <li>
      <Link
        href={tableHref(urlOfView(view))}
        onClick={props.onChoose}
        aria-current={props.isChosen ? "true" : undefined}
      >
        {view.name}
        <span className="st-sub">{view.shared ? " · everyone here" : ""}</span>
      </Link>
      {props.mayForget && (
        <button
          type="button"
          aria-label={`Forget the view ${view.name}`}
          aria-disabled={pending}
          onClick={() => !pending && forget()}
        >
          ×
        </button>
      )}
    </li>
  );
}

function NameForm(props: {
  readonly now: ViewValue;
  readonly mayShare: boolean;
  readonly chosen: ShownView | undefined;
  readonly onDone: () => void;
}) {
  const toast = useToast();
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const keep = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = String(form.get("name") ?? "");
    const shared = form.get("shared") === "on";
    start(async () => {
      const answer = await attempt(() => nameView({ name, shared, value: props.now }));
      if (!answer.ok) return setProblem(answer.fields.name ?? answer.message);
      toast({ text: `The view ${name.trim()} is kept.` });
      props.onDone();
    });
  };
  return (
    <form className="tb-name-form" onSubmit={keep}>
      <TextField
        label="Keep what is shown as"
        name="name"
        defaultValue={props.chosen?.name ?? ""}
        error={problem}
        autoComplete="off"
      />
      {props.mayShare && (
        <label className="ui-checks-one">
          <input type="checkbox" name="shared" defaultChecked={props.chosen?.shared} /> For everyone
          of this site
        </label>
      )}
      <Button type="submit" small pending={pending}>
        Keep the view
      </Button>
    </form>
  );
}
