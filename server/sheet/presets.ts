import type { Target } from "./mapping";

/** What a program calls its columns. */
export interface Preset {
  readonly key: string;
  /** Behind “This looks like”. */
  readonly label: string;
  /** Columns by which a sheet of it is known: all of them are there. */
  readonly known: readonly string[];
  /** What becomes of its columns; those it doesn't name are matched like any other. */
  readonly columns: Readonly<Record<string, Target>>;
  /** Whether its cells are as they were written, so that `&amp;` is five letters. */
  readonly exact?: boolean;
}

const field = (key: string): Target => ({ to: "field", field: key });
const NOTHING: Target = { to: "nothing" };
const STORY: Target = { to: "story" };
const made = (
  label: string,
  type: "text" | "number" | "link" | "money" | "yes/no" | "date",
): Target => ({
  to: "new field",
  label,
  type,
  of: "item",
  seenBy: "members",
});

/** The columns that an export of this site has beside its fields. */
export const OWN_COLUMNS = { item: "Item id", copy: "Copy id", changed: "Changed at" } as const;

/** The column of photos that the zip of a site has. */
export const PHOTOS_COLUMN = "Photos";

/** The columns that a sheet of rows which were not taken in has behind its own. */
export const REFUSED_COLUMNS = {
  line: "Line of the sheet",
  why: "Why it is not imported",
} as const;

export const PRESETS: readonly Preset[] = [
  {
    key: "own",
    label: "an export of this site",
    known: [OWN_COLUMNS.item, "Name"],
    exact: true,
    columns: {
      [OWN_COLUMNS.item]: { to: "id", of: "item" },
      [OWN_COLUMNS.copy]: { to: "id", of: "copy" },
      [OWN_COLUMNS.changed]: { to: "changed" },
    },
  },
  {
    key: "other-site",
    label: "an export of another site, so all of it comes as something new",
    known: ["Name", "Style number", "Who sees it", PHOTOS_COLUMN],
    exact: true,
    columns: {},
  },
  {
    key: "own-table",
    label: "a table of this site",
    known: ["Name", "Style number", "Who sees it"],
    exact: true,
    columns: {
      Wanted: NOTHING,
      Copies: NOTHING,
      Value: NOTHING,
      Photo: NOTHING,
      Added: NOTHING,
      Changed: NOTHING,
    },
  },
  {
    key: "homebox",
    label: "a list from Homebox",
    known: ["HB.name", "HB.location"],
    columns: {
      "HB.import_ref": NOTHING,
      "HB.location": field("place"),
      "HB.tags": field("tags"),
      "HB.labels": field("tags"),
      "HB.asset_id": made("Asset id", "text"),
      "HB.archived": NOTHING,
      "HB.url": made("Link", "link"),
      "HB.name": field("name"),
      "HB.quantity": field("quantity"),
      "HB.description": field("story"),
      "HB.insured": made("Insured", "yes/no"),
      "HB.notes": field("note"),
      "HB.purchase_price": field("pricePaid"),
      "HB.purchase_from": field("acquiredFrom"),
      "HB.purchase_time": field("acquired"),
      "HB.purchase_date": field("acquired"),
      "HB.manufacturer": made("Manufacturer", "text"),
      "HB.model_number": field("styleNumber"),
      "HB.serial_number": made("Serial number", "text"),
      "HB.lifetime_warranty": NOTHING,
      "HB.warranty_expires": NOTHING,
      "HB.warranty_details": NOTHING,
      "HB.sold_to": STORY,
      "HB.sold_price": NOTHING,
      "HB.sold_time": NOTHING,
      "HB.sold_notes": STORY,
    },
  },
  {
    key: "discogs",
    label: "a list from Discogs",
    known: ["Catalog#", "Artist", "Title", "release_id"],
    columns: {
      "Catalog#": field("styleNumber"),
      Artist: made("Artist", "text"),
      Title: field("name"),
      Label: made("Label", "text"),
      Format: made("Format", "text"),
      Rating: made("Rating", "number"),
      Released: field("introduced"),
      release_id: NOTHING,
      CollectionFolder: field("place"),
      "Date Added": field("acquired"),
      "Collection Media Condition": field("condition"),
      "Collection Sleeve Condition": made("Sleeve condition", "text"),
      "Collection Notes": field("note"),
    },
  },
  {
    key: "clz",
    label: "a list from CLZ",
    known: ["Title", "Collection Status", "Purchase Date"],
    columns: {
      Title: field("name"),
      Edition: field("variant"),
      Series: field("line"),
      "Release Date": field("introduced"),
      "Release Year": NOTHING,
      "Collection Status": field("status"),
      Condition: field("condition"),
      Grade: made("Grade", "text"),
      "Purchase Date": field("acquired"),
      "Purchase Price": field("pricePaid"),
      "Purchase Store": field("acquiredFrom"),
      "Current Value": made("Value at CLZ", "money"),
      "Storage Box": field("place"),
      Location: field("place"),
      Tags: field("tags"),
      Notes: field("note"),
      "Added Date": NOTHING,
      "Modified Date": NOTHING,
      Index: NOTHING,
      Barcode: made("Barcode", "text"),
    },
  },
  {
    key: "hobbydb",
    label: "a list from hobbyDB",
    known: ["Name", "Reference #", "Production Status"],
    columns: {
      Name: field("name"),
      "Reference #": field("styleNumber"),
      Series: field("line"),
      Brand: made("Brand", "text"),
      "Production Status": made("Production status", "text"),
      "Release Date": field("introduced"),
      Color: field("colour"),
      Condition: field("condition"),
      "Item Condition": field("condition"),
      "Packaging Condition": field("swingTagCondition"),
      "Price Paid": field("pricePaid"),
      "Date Acquired": field("acquired"),
      "Acquired From": field("acquiredFrom"),
      "Estimated Value": made("Value at hobbyDB", "money"),
      Location: field("place"),
      "Personal Notes": field("privateNote"),
      UPC: made("Barcode", "text"),
      URL: made("Link", "link"),
      Quantity: field("quantity"),
    },
  },
  {
    key: "koillection",
    label: "a list from Koillection",
    known: ["id", "name", "quantity", "visibility"],
    columns: {
      id: NOTHING,
      name: field("name"),
      collection: field("place"),
      quantity: field("quantity"),
      tags: field("tags"),
      visibility: NOTHING,
      createdAt: NOTHING,
      updatedAt: NOTHING,
      image: NOTHING,
    },
  },
  {
    key: "beanie-list",
    label: "a list of Beanies",
    known: ["Name", "Style"],
    columns: {
      Name: field("name"),
      Style: field("styleNumber"),
      Type: field("animal"),
      Animal: field("animal"),
      Category: field("line"),
      Birthday: field("birthday"),
      Introduced: field("introduced"),
      Retired: field("retired"),
      "Swing Tag": field("swingTag"),
      "Tush Tag": field("tushTag"),
      Poem: NOTHING,
    },
  },
];
