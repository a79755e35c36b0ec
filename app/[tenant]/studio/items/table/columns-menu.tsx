"use client";

import { Choices } from "@/components/ui/choices";
import type { TableField } from "@/db/tenant/queries/table/fields";
import { columnOf, type Density, type Layout } from "@/db/tenant/queries/table/view-value";
import { Menu } from "./menu";
import { useSite } from "./table-site";

const DENSITY_CHOICES: readonly { value: Density; label: string }[] = [
  { value: "roomy", label: "Comfortable" },
  { value: "close", label: "Compact" },
];

/** Which columns there are, in which order, and how much room each row takes. */
export function ColumnsMenu(props: {
  readonly layout: Layout;
  readonly onChange: (layout: Layout) => void;
}) {
  const { layout, onChange } = props;
  const { columns } = layout;
  const { fields } = useSite();
  const shown = new Set(columns.map(({ key }) => key));
  const put = (next: Layout["columns"]) => onChange({ ...layout, columns: next });
  const move = (from: number, by: number) => {
    const next = [...columns];
    const [one] = next.splice(from, 1);
    if (one) next.splice(from + by, 0, one);
    put(next);
  };
  return (
    <Menu label="Columns" title="Columns" end>
      {() => (
        <>
          <Choices
            legend="Rows"
            choices={DENSITY_CHOICES}
            value={layout.density}
            onChange={(density) => onChange({ ...layout, density })}
          />
          <h2 className="tb-panel-title">Shown, from left to right</h2>
          <ol className="tb-columns">
            {columns.map(({ key }, index) => {
              const label = fields.named(key)?.label ?? key;
              return (
                <li key={key}>
                  <span>{label}</span>
                  <button
                    type="button"
                    aria-label={`Move ${label} to the left`}
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    aria-label={`Move ${label} to the right`}
                    disabled={index === columns.length - 1}
                    onClick={() => move(index, 1)}
                  >
                    ↓
                  </button>
                  <button
                    type="button"
                    aria-label={`Hide ${label}`}
                    disabled={key === "name"}
                    onClick={() => put(columns.filter((one) => one.key !== key))}
                  >
                    ×
                  </button>
                </li>
              );
            })}
          </ol>
          <h2 className="tb-panel-title">Add a column</h2>
          {groupsOf(fields.all.filter(({ key }) => !shown.has(key))).map(([group, offered]) => (
            <section key={group} aria-label={group}>
              <h3 className="tb-offers-title">{group}</h3>
              <div className="tb-offers">
                {offered.map(({ key, label }) => (
                  <button
                    type="button"
                    className="tb-offer"
                    key={key}
                    onClick={() =>
                      put([...columns, columnOf(key, fields)].filter((one) => one !== undefined))
                    }
                  >
                    + {label}
                  </button>
                ))}
              </div>
            </section>
          ))}
        </>
      )}
    </Menu>
  );
}

/** Fields as the menu offers them: those of the item, of its copies, and the owner's own. */
function groupsOf(fields: readonly TableField[]): readonly (readonly [string, TableField[]])[] {
  const groupOf = ({ of, own }: TableField) =>
    own ? "Own fields" : of === "copy" ? "Of each copy" : "Of the item";
  return [...Map.groupBy(fields, groupOf)].toSorted(
    ([one], [other]) => GROUPS.indexOf(one) - GROUPS.indexOf(other),
  );
}

const GROUPS = ["Of the item", "Of each copy", "Own fields"];
