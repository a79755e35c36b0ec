import type { Metadata } from "next";
import { addressOf } from "@/base/env";
import { classOf } from "@/components/ui/button";
import { Select, TextField } from "@/components/ui/field";
import { Link } from "@/components/ui/link";
import { getSite } from "@/db/tenant/queries/site";
import { memberVisit } from "@/server/access";
import { fontFaces } from "@/themes/font-css";
import { fontFamily } from "@/themes/fonts";
import { familiesOf } from "@/themes/pairings";
import { parseSkin } from "@/themes/skin";
import { type PageParams, paramsOf } from "../items/table/table-url";
import { FORMATS, formatOf, onAPage, onPages } from "./formats";
import { LabelPages } from "./label-pages";
import { type Labels, labelsAsked, lookAsked, numberIn } from "./labels-asked";
import { PrintButton } from "./print-button";
import { SkinType } from "./skin-type";
import "./labels.css";

export const metadata: Metadata = { title: "Labels" };

/** Labels with a code each, to stick on boxes and shelves and onto the bags of copies. */
export default async function LabelsRoom({ searchParams }: { searchParams: Promise<PageParams> }) {
  const asked = paramsOf(await searchParams);
  const { scope } = await memberVisit();
  const [found, skin] = await Promise.all([
    labelsAsked(scope, asked),
    scope.read(getSite).then((site) => parseSkin(site.skin)),
  ]);
  const format = formatOf(asked.get("format") ?? undefined);
  const look = lookAsked(asked);
  const { display, text } = familiesOf(skin.type);
  const used = Math.min(onAPage(format), numberIn(asked, "first")) - 1;
  return (
    <div className="st-room lb-room">
      <div className="st-head">
        <div>
          <h1>Labels</h1>
          <p className="st-sub" role="status">
            {inWords(found, onPages(format, found.labels, used).length)}
          </p>
        </div>
        {found.labels.length > 0 && <PrintButton />}
      </div>
      {look === "museum" && (
        <SkinType
          faces={fontFaces(skin.type)}
          display={fontFamily(display)}
          text={fontFamily(text)}
        />
      )}
      <Options asked={asked} format={format.key} first={used + 1} most={onAPage(format)} />
      <Parts asked={asked} {...found} />
      {found.labels.length === 0 ? (
        <p className="st-block">
          There is nothing here to label. Pick items in the{" "}
          <Link className="st-link" href="/studio/items">
            table
          </Link>
          , or open a{" "}
          <Link className="st-link" href="/studio/places">
            place
          </Link>
          .
        </p>
      ) : (
        <LabelPages
          format={format}
          labels={found.labels}
          used={used}
          look={look}
          addressOf={({ id }) =>
            addressOf(scope.tenant.slug, look === "museum" ? `/studio/items/${id}` : `/label/${id}`)
          }
        />
      )}
    </div>
  );
}

/** On what is printed. It works without script, and keeps what is asked for. */
function Options(props: {
  readonly asked: URLSearchParams;
  readonly format: string;
  readonly first: number;
  readonly most: number;
}) {
  const chosen = ["format", "first", "look"];
  const carried = [...props.asked].filter(([name]) => !chosen.includes(name));
  const isOfItems = !props.asked.has("places") && !props.asked.has("place");
  return (
    <form className="st-block lb-options" action="/studio/labels">
      {carried.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {isOfItems && (
        <Select
          label="What it is"
          name="look"
          defaultValue={lookAsked(props.asked)}
          options={[
            { value: "code", label: "A code for the box" },
            { value: "museum", label: "A museum label" },
          ]}
        />
      )}
      <Select
        label="Printed on"
        name="format"
        defaultValue={props.format}
        options={FORMATS.map(({ key, name }) => ({ value: key, label: name }))}
      />
      {props.most > 1 && (
        <TextField
          label="First label that is free"
          name="first"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={String(props.first)}
          hint={`1 to ${props.most}, row by row`}
        />
      )}
      <button type="submit" className={classOf("plain")}>
        Show
      </button>
      <p className="st-sub lb-advice">
        Print at 100 % of the size, without margins.
        {lookAsked(props.asked) === "code" && " Scanned with a phone, a label opens what it is on."}
      </p>
    </form>
  );
}

/** The way between the parts of a long list. */
function Parts({ asked, part, parts }: Labels & { readonly asked: URLSearchParams }) {
  if (parts === 1) return null;
  const to = (other: number) => {
    const query = new URLSearchParams(asked);
    query.set("part", String(other));
    return `/studio/labels?${query}`;
  };
  return (
    <nav className="ui-row lb-parts" aria-label="Parts">
      {part > 1 && (
        <Link className="st-link" href={to(part - 1)}>
          Former part
        </Link>
      )}
      <span className="st-sub st-num">
        Part {part} of {parts}
      </span>
      {part < parts && (
        <Link className="st-link" href={to(part + 1)}>
          Next part
        </Link>
      )}
    </nav>
  );
}

function inWords({ labels }: Labels, pages: number): string {
  const count = (number: number, one: string) =>
    `${number.toLocaleString("en")} ${number === 1 ? one : `${one}s`}`;
  return `${count(labels.length, "label")} on ${count(pages, "page")}`;
}
