/** What the columns of a sheet are that whoever keeps a lived-in site brings again and again, as `server/sheet` has it. */
export const sheetColumns = {
  name: "List from the fair",
  mapping: {
    columns: [
      column("Toy", "name"),
      column("Colour", "colour"),
      column("No.", "styleNumber"),
      { ...column("Bought", "acquired"), order: "day first", years: 1930 },
      { ...column("Price", "pricePaid"), decimal: ".", currency: "USD" },
      column("How many", "quantity"),
      column("Looking for", "want"),
    ],
    places: "refuse",
    tidy: true,
  },
} as const;

function column(name: string, field: string) {
  return { name, target: { to: "field", field }, words: [], empties: false } as const;
}
