"use client";

import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button, ButtonLink } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { deleteSite } from "./actions";

/** The end of a site: what will happen, the way out with everything, and the typed confirmation. */
export function DeleteSite(props: {
  readonly name: string;
  readonly host: string;
  /** The last day on which it can be brought back, in words. */
  readonly until: string;
  /** What there is, such as "14 items and 20 photos". */
  readonly holdings: string;
}) {
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [leaving, setLeaving] = useState(false);
  const [pending, start] = useTransition();
  const remove = () =>
    start(async () => {
      const answer = await attempt(() => deleteSite({ typed }));
      if (!answer.ok) return setProblem(answer.message);
      setLeaving(true);
      window.location.assign(answer.data.url);
    });

  return (
    <section className="st-block settings-end" aria-labelledby="delete">
      <h2 id="delete">Delete this site</h2>
      <ol className="settings-steps">
        <li>
          <strong>At once</strong> {props.host} is gone for visitors, and every member is signed
          out.
        </li>
        <li>
          <strong>Until {props.until}</strong> One click in the mail you get brings everything back,
          as it was.
        </li>
        <li>
          <strong>After that</strong> {props.holdings}, the members and all else are removed for
          good. You get a signed certificate that lists what was removed, and which backups hold
          copies for another 30 days at most. The name is kept from everyone for a year.
        </li>
      </ol>
      <div className="ui-row st-after">
        <ButtonLink href="/studio/export">Export everything first</ButtonLink>
        <Button look="danger" onClick={() => setAsking(true)}>
          Delete this site…
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={`Delete ${props.name}?`}
        confirm="Delete this site"
        cancel="Keep it"
        pending={pending || leaving}
        onClose={() => setAsking(false)}
        onConfirm={remove}
      >
        <div className="settings-typed">
          <p>
            It is gone from {props.host} at once. Until {props.until} you can bring it back. To go
            on, type its name: <strong>{props.name}</strong>
          </p>
          <TextField
            label="Name of the site"
            value={typed}
            error={problem}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value);
              setProblem(undefined);
            }}
          />
        </div>
      </ConfirmDialog>
    </section>
  );
}
