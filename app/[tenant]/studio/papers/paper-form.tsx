"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/check";
import { Select, TextField } from "@/components/ui/field";
import { makePaper } from "./actions";

/** How far a paper is, as the page knows it. */
export interface Printing {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** How often the page asks how far it is, in milliseconds. */
const ASK = 1000;

const KINDS = [
  {
    value: "insurance",
    label: "Insurance report",
    says: "Each item with its photographs, and each copy with its condition, certificate and place.",
  },
  {
    value: "inventory",
    label: "Inventory list",
    says: "One line for each item: what, how many, where.",
  },
  {
    value: "wants",
    label: "Want list",
    says: "What is wanted among these items, to take along to a fair.",
  },
] as const;

/** Orders a paper on a selection, and shows how far it is, also after a reload. */
export function PaperForm(props: {
  readonly selection: unknown;
  readonly sort: string;
  readonly now: Printing | null;
}) {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [values, setValues] = useState(true);
  const [pending, start] = useTransition();
  const id = useRef(newId());
  const isPrinting = props.now !== null;
  useEffect(() => {
    if (!isPrinting) return;
    const asking = setInterval(() => router.refresh(), ASK);
    return () => clearInterval(asking);
  }, [isPrinting, router]);
  const order = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const kind = KINDS.find(({ value }) => value === form.get("kind")) ?? KINDS[0];
    start(async () => {
      const answer = await attempt(() =>
        makePaper({
          id: id.current,
          kind: kind.value,
          values,
          addressee: text("addressee"),
          size: text("size") === "LETTER" ? "LETTER" : "A4",
          selection: props.selection,
          sort: props.sort,
        }),
      );
      setProblem(answer.ok ? null : answer.message);
      if (answer.ok) id.current = newId();
    });
  };
  return (
    <form className="pp-form" onSubmit={order} noValidate>
      <fieldset className="pp-kinds">
        <legend className="visually-hidden">Which paper</legend>
        {KINDS.map(({ value, label, says }, index) => (
          <label key={value} className="pp-kind">
            <input type="radio" name="kind" value={value} defaultChecked={index === 0} />
            <span>
              <strong>{label}</strong>
              <span className="st-sub">{says}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="pp-row">
        <TextField
          label="Who it is for"
          name="addressee"
          autoComplete="off"
          maxLength={120}
          hint="Stands on the cover. May stay empty."
        />
        <Select
          label="Paper"
          name="size"
          defaultValue="A4"
          options={[
            { value: "A4", label: "A4" },
            { value: "LETTER", label: "US Letter" },
          ]}
        />
      </div>
      <Check label="With values and prices" checked={values} onChange={setValues} />
      {problem && (
        <p className="ui-error" role="alert">
          {problem}
        </p>
      )}
      {props.now ? (
        <Progress {...props.now} />
      ) : (
        <div>
          <Button look="primary" type="submit" pending={pending}>
            Make the PDF
          </Button>
        </div>
      )}
    </form>
  );
}

function Progress({ step, done, total }: Printing) {
  const share = total > 0 ? Math.floor((100 * done) / total) : null;
  return (
    <div className="pp-progress" role="status">
      <p>
        {step || "Waiting for its turn"}
        {total > 0 && (
          <span className="st-num st-sub">
            {" "}
            {done.toLocaleString("en")} of {total.toLocaleString("en")} items
          </span>
        )}
      </p>
      <progress
        className="ui-progress"
        aria-label="How much is printed"
        value={share ?? undefined}
        max={100}
      />
      <p className="st-sub">You may leave this page. The PDF will be here when it is done.</p>
    </div>
  );
}
