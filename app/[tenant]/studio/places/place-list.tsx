import { Link } from "@/components/ui/link";
import { idsBelow, type PlaceNode } from "@/db/tenant/place-tree";

/** Places in places, each with how many copies lie in it and below. */
export function PlaceList(props: {
  readonly nodes: readonly PlaceNode[];
  readonly counts: ReadonlyMap<string | null, number>;
}) {
  const { nodes, counts } = props;
  if (nodes.length === 0) return null;
  const within = (node: PlaceNode) =>
    idsBelow(node).reduce((sum, id) => sum + (counts.get(id) ?? 0), 0);
  return (
    <ul className="place-list">
      {nodes.map((node) => (
        <li key={node.id}>
          <p className="place-line">
            <Link className="st-link" href={`/studio/places/${node.id}`}>
              {node.name}
            </Link>
            <span className="st-sub st-num">{copiesInWords(within(node))}</span>
          </p>
          <PlaceList nodes={node.below} counts={counts} />
        </li>
      ))}
    </ul>
  );
}

export function copiesInWords(number: number): string {
  if (number === 0) return "empty";
  return number === 1 ? "1 copy" : `${number.toLocaleString("en")} copies`;
}
