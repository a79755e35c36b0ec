/** Whose a fact is, where the item is of the catalogue: small, beside the label. */
export function FactMark({ whose }: { readonly whose: "catalogue" | "mine" | null }) {
  if (!whose) return null;
  return (
    <span className="fact-mark" data-whose={whose}>
      {whose === "mine" ? "mine" : "catalogue"}
    </span>
  );
}
