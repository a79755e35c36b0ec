import type { Metadata } from "next";
import { Select, TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { FIELDS } from "@/db/tenant/fields";
import { historyFieldOf, listAuthors } from "@/db/tenant/queries/history";
import { findItemName } from "@/db/tenant/queries/items";
import { memberVisit } from "@/server/access";
import { ASKABLE } from "./beside-fields";
import { askedOf, type HistoryAddress, historyAddress, readHistoryAddress } from "./history-url";
import { readHistory } from "./read-history";
import { ToldList } from "./told-list";
import "./history.css";

export const metadata: Metadata = { title: "History" };

/** How many change sets stand on a page. */
const PAGE = 30;

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Who changed what in this site, by person, field and time, with the way back for 30 days. */
export default async function History({ searchParams }: Props) {
  const { scope } = await memberVisit("editor");
  const address = readHistoryAddress(await searchParams);
  const [{ told, hasMore, last }, [authors, item]] = await Promise.all([
    readHistory(scope, askedOf(address, PAGE)),
    scope.read((tx) =>
      Promise.all([listAuthors(tx), address.item ? findItemName(tx, address.item) : null]),
    ),
  ]);
  const isAsked = Object.values({ ...address, after: "" }).some(Boolean);
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>History</h1>
          <p className="st-sub">
            Who changed what. For 30 days it can be taken back; for two years it can be read. Times
            are UTC.
          </p>
        </div>
      </div>
      <Tools key={historyAddress(address)} address={address} authors={authors} />
      {address.item && (
        <p className="history-only">
          <span>
            Only <bdi>{item ?? "an item that is gone"}</bdi>.
          </span>
          <Link className="st-link" href={historyAddress({ ...address, item: "", after: "" })}>
            All items
          </Link>
        </p>
      )}
      {told.length === 0 && (
        <p className="st-block">
          {address.after
            ? "There is nothing older."
            : isAsked
              ? "Nothing was changed that fits this. Ask for more days or another field."
              : "Nothing yet. Whatever is changed from now on will stand here."}
        </p>
      )}
      <ToldList told={told} />
      {(address.after || hasMore) && (
        <nav className="ui-row" aria-label="Pages of the history">
          {address.after && (
            <Link
              className="ui-button ui-button-plain"
              href={historyAddress({ ...address, after: "" })}
            >
              Newest
            </Link>
          )}
          {hasMore && last && (
            <Link
              className="ui-button ui-button-plain"
              href={historyAddress({ ...address, after: last })}
            >
              Older
            </Link>
          )}
        </nav>
      )}
    </div>
  );
}

/** A form that works without script. */
function Tools(props: {
  readonly address: HistoryAddress;
  readonly authors: readonly { readonly id: string; readonly name: string }[];
}) {
  const { item, who, field, from, until } = props.address;
  return (
    <search>
      <form className="history-tools" action="/studio/history">
        {item && <input type="hidden" name="item" value={item} />}
        <Select
          label="Who"
          name="who"
          defaultValue={who}
          options={[
            { value: "", label: "Anyone" },
            ...props.authors.map(({ id, name }) => ({ value: id, label: name || "A member" })),
          ]}
        />
        <Select
          label="What"
          name="field"
          defaultValue={field}
          options={[
            { value: "", label: "Anything" },
            ...FIELDS.filter(({ key }) => key !== "tags").map((field) => ({
              value: historyFieldOf(field),
              label: field.of === "item" ? field.label : `${field.label} (copy)`,
            })),
            ...ASKABLE.map((one) => ({ value: one.field, label: one.label })),
          ]}
        />
        <TextField label="From" type="date" name="from" defaultValue={from} />
        <TextField label="Until" type="date" name="until" defaultValue={until} />
        <button type="submit" className="ui-button ui-button-plain">
          Show
        </button>
      </form>
    </search>
  );
}
