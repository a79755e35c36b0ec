type Row = Readonly<Record<string, unknown>>;
type Tables = ReadonlyMap<string, readonly Row[]>;

/**
 * The rows of an archive from when an item had a status and a copy's price lay beside its label, as they lie now: worked
 * out here row by row, beside the SQL that carries them over. Rows that come to be have no ids yet.
 */
export function carriedOver(archived: Tables): Map<string, readonly Row[]> {
  const items = archived.get("items") ?? [];
  const copies = archived.get("copies") ?? [];
  const statusOf = (id: unknown) => items.find((item) => item.id === id)?.status;
  const isHeldAs = (status: unknown) =>
    status === "trade" || status === "sale" ? status : "owned";
  const bare = items.filter(
    ({ id, status }) => status !== "wanted" && !copies.some((copy) => copy.item_id === id),
  );
  return new Map([
    ...archived,
    ["items", items.map((item) => ({ ...item, status: "owned" }))],
    [
      "copies",
      [
        ...copies.map((copy) => ({
          ...copy,
          status: isHeldAs(statusOf(copy.item_id)),
          kept_off: false,
          price_paid: null,
          currency: "",
        })),
        ...bare.map(({ id, status }) => ({ item_id: id, status, label: "", position: 0 })),
      ],
    ],
    [
      "copy_private",
      copies
        .filter((copy) => copy.price_paid !== null)
        .map((copy) => ({
          copy_id: copy.id,
          price_paid: copy.price_paid,
          currency: copy.currency,
          acquired_from: "",
          note: "",
        })),
    ],
    [
      "wants",
      items
        .filter(({ status }) => status === "wanted")
        .map(({ id }) => ({ item_id: id, priority: "normal", condition: "", swing_tag: "" })),
    ],
    ["want_limits", []],
  ]);
}
