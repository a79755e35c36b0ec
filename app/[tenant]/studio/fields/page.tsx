import type { Metadata } from "next";
import { countValues, listFields, listTrashedFields } from "@/db/tenant/queries/own-fields";
import { listTemplates } from "@/db/tenant/queries/templates";
import { mayActAs } from "@/db/tenant/roles";
import { memberVisit } from "@/server/access";
import { FieldRoom } from "./field-room";
import { TemplateList } from "./template-list";
import { TrashedFields } from "./trashed-fields";
import "./fields.css";

export const metadata: Metadata = { title: "Fields" };

/** The fields that the owner has made, in their order, the trash with its values, and the templates. */
export default async function Fields() {
  const { scope, member } = await memberVisit("editor");
  const [fields, counts, trashed, templates] = await scope.read((tx) =>
    Promise.all([listFields(tx), countValues(tx), listTrashedFields(tx), listTemplates(tx)]),
  );
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>Fields</h1>
      </div>
      <p className="st-sub field-lead">
        What your items and copies have beside the fields that Swingtag brings along. They stand in
        the form and on the page, are found by search, and travel with the site.
      </p>
      <FieldRoom fields={fields.map((field) => ({ field, count: counts.get(field.id) ?? 0 }))} />
      <TemplateList templates={templates} fields={fields} />
      {trashed.length > 0 && (
        <TrashedFields
          fields={trashed.map(({ id, label }) => ({ id, label, count: counts.get(id) ?? 0 }))}
          mayDelete={mayActAs(member.role, "owner")}
        />
      )}
    </div>
  );
}
