import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { listTrash } from "@/db/tenant/queries/trash";
import { memberVisit } from "@/server/access";
import { daysHere } from "../../zone";
import { RestoreButton } from "./restore-button";
import "../items.css";

export const metadata: Metadata = { title: "Trash" };

/** What was thrown away in the last 30 days and can be brought back. */
export default async function Trash() {
  const { scope } = await memberVisit("editor");
  const [items, when] = await Promise.all([scope.read(listTrash), daysHere()]);
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Trash</h1>
          <p className="st-sub">
            Items stay here for 30 days, then they and their photos are deleted for good.
          </p>
        </div>
        <Link className="st-link" href="/studio/items">
          All items
        </Link>
      </div>
      {items.length === 0 ? (
        <p className="st-block">The trash is empty.</p>
      ) : (
        <ul className="item-rows">
          {items.map((item) => (
            <li className="item-row" key={item.id}>
              <div className="item-words">
                <p className="item-name">{item.name}</p>
                {item.trashedAt && <p className="st-sub">Since {when.format(item.trashedAt)}</p>}
              </div>
              <RestoreButton id={item.id} name={item.name} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
