/** Words for what stands in the history and is in no list of fields. A test finds what has none. */

/** What a column is called, by table and name. */
export const COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  items: { slug: "Address", trashedAt: "In the trash since" },
  copies: { position: "Place in the row" },
  copy_private: { placeId: "Place", currency: "Currency of the price paid" },
  places: { name: "Name of a place", parentId: "Lies in" },
  wants: {
    priority: "How much it is wanted",
    condition: "Wanted in condition",
    swingTag: "Wanted with swing tag",
    note: "Note on what is wanted",
  },
  want_limits: { highest: "Highest price", currency: "Currency of the highest price" },
  observations: {
    kind: "Kind of a value",
    copyId: "What a value is about",
    condition: "Condition that a value is about",
    observed: "Day of a value",
    source: "Source of a value",
    amount: "Amount of a value",
    currency: "Currency of a value",
  },
  exchange_rates: {
    fromCurrency: "Currency of an exchange rate",
    toCurrency: "Currency that an exchange rate leads to",
    day: "Day of an exchange rate",
    rate: "Exchange rate",
  },
  loans: {
    lentTo: "Lent to",
    since: "Lent since",
    due: "Due",
    backOn: "Back on",
    note: "Note on a loan",
  },
  photos: {
    alt: "What a photo shows",
    position: "Place of a photo",
    removedAt: "Photo removed",
    itemId: "Where a photo is",
    copyId: "Which copy a photo shows",
    ofCertificate: "A photo shows a certificate",
  },
  item_tags: { tag: "Tag" },
  fields: {
    label: "Name of a field",
    group: "Group of a field",
    seenBy: "Who sees a field",
    type: "Type of a field",
    unit: "Unit of a field",
    choices: "Choices of a field",
    position: "Place of a field",
    trashedAt: "Field in the trash since",
  },
  templates: { label: "Name of a template", facts: "What a template fills in" },
  template_fields: { begins: "What a field begins with" },
  item_templates: { templateId: "Template" },
  item_entries: {
    entry: "Entry of the catalogue",
    release: "Release of the catalogue",
    facts: "What the catalogue says",
    mine: "What is said otherwise",
  },
  site: {
    name: "Name of the site",
    skinId: "Skin",
    language: "Order of names",
    tagPages: "Pages about tags",
    wantsReach: "Want list",
    tradesReach: "Trade list",
  },
};

/** What a row is called where it came or went as a whole. Of tables that are not here it is told field by field. */
export const ROWS: Readonly<Record<string, string>> = {
  items: "Item",
  copies: "Copy",
  places: "Place",
  wants: "Want",
  observations: "Value",
  exchange_rates: "Exchange rate",
  loans: "Loan",
  photos: "Photo",
  item_tags: "Tag",
  fields: "Field",
  templates: "Template",
  template_fields: "Field of a template",
  item_templates: "Template",
  item_entries: "Entry of the catalogue",
  site: "Site",
};

/** Columns whose words are those of a field that holds the same. */
export const LIKE: Readonly<Record<string, string>> = {
  "wants.condition": "condition",
  "wants.swingTag": "swingTag",
  "want_limits.highest": "pricePaid",
  "observations.amount": "pricePaid",
  "observations.condition": "condition",
  "observations.observed": "acquired",
};

/** What a history can be asked for beside the fields of items and copies, as the history holds it. */
export const ASKABLE: readonly { readonly field: string; readonly label: string }[] = [
  { field: "items.slug", label: "Address" },
  { field: "copy_private.place_id", label: "Place (copy)" },
  { field: "observations+", label: "Values noted" },
  { field: "observations-", label: "Values removed" },
  { field: "observations.amount", label: "Amount of a value" },
  { field: "exchange_rates+", label: "Exchange rates entered" },
  { field: "wants.priority", label: "How much it is wanted" },
  { field: "want_limits.highest", label: "Highest price for what is wanted" },
  { field: "loans+", label: "Copies lent" },
  { field: "loans.back_on", label: "Loans given back" },
  { field: "loans.due", label: "When a loan is due" },
  { field: "photos.alt", label: "What a photo shows" },
  { field: "site.name", label: "Name of the site" },
  { field: "site.skin_id", label: "Skin" },
  { field: "items+", label: "Items added" },
  { field: "copies+", label: "Copies added" },
  { field: "copies-", label: "Copies removed" },
  { field: "photos+", label: "Photos added" },
  { field: "photos.removed_at", label: "Photos removed" },
  { field: "item_tags+", label: "Tags given" },
  { field: "item_tags-", label: "Tags taken away" },
];
