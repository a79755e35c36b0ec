import { randomUUID } from "node:crypto";
import type { WriteTx } from "@/db/scope";
import { MOST_OWN } from "@/db/tenant/own";
import { listNewValues } from "@/db/tenant/queries/intake/rows";
import { addField, listFields } from "@/db/tenant/queries/own-fields";
import { addPlace, listPlaces, type Place } from "@/db/tenant/queries/places";
import type { Mapping, Target } from "@/server/sheet/mapping";

/**
 * Makes the fields that columns of a sheet are to become. A choice of more values than a field has becomes a text.
 * @returns the mapping, in which these columns lead to fields there are
 * @throws Refusal (409) when a field is called so already
 */
export async function makeFields(
  tx: WriteTx,
  intakeId: string,
  mapping: Mapping,
): Promise<Mapping> {
  const made = new Map<number, string>();
  for (const [column, { target }] of mapping.columns.entries())
    if (target.to === "new field") made.set(column, await makeField(tx, intakeId, column, target));
  if (made.size === 0) return mapping;
  const keys = new Map((await listFields(tx)).map(({ id, key }) => [id, key]));
  return {
    ...mapping,
    columns: mapping.columns.map((column, at) => {
      const key = keys.get(made.get(at) ?? "");
      return key ? { ...column, target: { to: "field", field: `own-${key}` } } : column;
    }),
  };
}

async function makeField(
  tx: WriteTx,
  intakeId: string,
  column: number,
  target: Extract<Target, { to: "new field" }>,
): Promise<string> {
  const isChosen = target.type === "choice" || target.type === "choices";
  const most = MOST_OWN.choices;
  const values = isChosen ? await listNewValues(tx, intakeId, column, most + 1) : [];
  const isTooMany = values.length > most;
  return addField(tx, {
    ...{ label: target.label, of: target.of, seenBy: target.seenBy, group: "", unit: "" },
    type: isTooMany ? "text" : target.type,
    choices: isTooMany ? [] : values,
  });
}

/** Finds the places that rows name by their ways, and makes those that are not there. */
export class PlaceMaker {
  #places: Place[] | null = null;

  constructor(readonly tx: WriteTx) {}

  /** @param way its steps, parted by ` › ` @returns the id of the place at its end */
  async placeAt(way: string): Promise<string | null> {
    this.#places ??= await listPlaces(this.tx);
    let parentId: string | null = null;
    for (const name of way.split(" › ")) {
      const there: Place | undefined = this.#places.find(
        (place) => place.parentId === parentId && place.name.toLowerCase() === name.toLowerCase(),
      );
      const place: Place = there ?? { id: randomUUID(), name, parentId };
      if (!there) {
        await addPlace(this.tx, place);
        this.#places.push(place);
      }
      parentId = place.id;
    }
    return parentId;
  }
}
