import type { FieldChange } from "./field-words";
import type { Told } from "./read-history";
import { UndoButton } from "./undo-button";
import "./history.css";

/** What people did, day by day, each with what became of its fields and the way back. */
export function ToldList({
  told,
  heading: Heading = "h2",
}: {
  readonly told: readonly Told[];
  readonly heading?: "h2" | "h3";
}) {
  return [...Map.groupBy(told, ({ day }) => day)].map(([day, ofDay]) => (
    <section key={day} className="told-day" aria-label={day}>
      <Heading className="st-title">{day}</Heading>
      <ol className="told-list">
        {ofDay.map((one) => (
          <ToldOne key={one.id} told={one} />
        ))}
      </ol>
    </section>
  ));
}

function ToldOne({ told }: { readonly told: Told }) {
  return (
    <li className="told" data-undone={told.isUndone || undefined}>
      <time className="st-sub st-num" dateTime={told.at}>
        {told.time}
      </time>
      <div className="told-words">
        <p>
          <bdi className="told-who">{told.who}</bdi> <bdi>{told.deed}</bdi>
          {told.isUndone && <span className="told-mark">Taken back</span>}
        </p>
        <Fields fields={told.fields} />
        {told.items.map(({ name, fields }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two items may have one name, and their order stays.
          <ToldItem key={place} name={name} fields={fields} />
        ))}
        {told.more > 0 && <p className="st-sub">and {told.more.toLocaleString("en")} more</p>}
      </div>
      {told.canUndo && <UndoButton changeSet={told.id} deed={told.deed} />}
    </li>
  );
}

/** An item of which no more is told than that it came or went takes one line. */
function ToldItem({
  name,
  fields,
}: {
  readonly name: string;
  readonly fields: readonly FieldChange[];
}) {
  const [only, ...others] = fields;
  if (only && others.length === 0 && only.kind !== "changed" && only.before + only.after === name)
    return (
      <p className="told-item">
        <Change change={only} />
      </p>
    );
  return (
    <div className="told-item">
      <bdi className="told-name">{name}</bdi>
      <Fields fields={fields} />
    </div>
  );
}

function Fields({ fields }: { readonly fields: readonly FieldChange[] }) {
  if (fields.length === 0) return null;
  return (
    <dl className="told-fields">
      {fields.map((field, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several copies have the same fields, and their order stays.
        <div key={place}>
          <dt>{field.label}</dt>
          <dd>
            <Change change={field} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Change({ change: { kind, before, after } }: { readonly change: FieldChange }) {
  if (kind !== "changed" && before + after === "")
    return <span className="told-none">{kind === "came" ? "Added" : "Removed"}</span>;
  if (kind === "came")
    return (
      <>
        <Value text={after} as="ins" /> <span className="told-none">added</span>
      </>
    );
  if (kind === "went")
    return (
      <>
        <Value text={before} as="del" /> <span className="told-none">removed</span>
      </>
    );
  return (
    <>
      <Value text={before} as="del" />
      <span aria-hidden="true"> → </span>
      <span className="visually-hidden"> became </span>
      <Value text={after} as="ins" />
    </>
  );
}

function Value({ text, as: As }: { readonly text: string; readonly as: "ins" | "del" }) {
  if (text === "") return <span className="told-none">empty</span>;
  return (
    <As>
      <bdi>{text}</bdi>
    </As>
  );
}
