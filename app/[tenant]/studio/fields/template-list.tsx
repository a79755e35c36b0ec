"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { useToast } from "@/components/ui/toast";
import { fieldsOf } from "@/db/tenant/fields";
import type { OwnField, Template } from "@/db/tenant/own";
import { removeTemplate } from "./template-actions";

/** The site's templates, each with the fields it holds. They are made from an item, in its editor. */
export function TemplateList(props: {
  readonly templates: readonly Template[];
  readonly fields: readonly OwnField[];
}) {
  return (
    <section aria-labelledby="templates">
      <h2 className="st-title" id="templates">
        Templates
      </h2>
      {props.templates.length === 0 ? (
        <p className="st-sub">
          A template is a named set of fields with what each begins with, such as “Beanie Babies”.
          Open{" "}
          <Link className="st-link" href="/studio/items">
            an item
          </Link>{" "}
          and make one from it.
        </p>
      ) : (
        <ul className="field-rows">
          {props.templates.map((template) => (
            <TemplateRow key={template.id} template={template} fields={props.fields} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TemplateRow({
  template,
  fields,
}: {
  readonly template: Template;
  readonly fields: readonly OwnField[];
}) {
  const [pending, start] = useTransition();
  const toast = useToast();
  const remove = () =>
    start(async () => {
      const answer = await attempt(() => removeTemplate({ id: template.id }));
      toast(
        answer.ok
          ? { text: `${template.label} is deleted. Items made from it keep what they have.` }
          : { text: answer.message, tone: "problem" },
      );
    });
  return (
    <li className="field-row">
      <div className="field-words">
        <p className="field-name">{template.label}</p>
        <p className="st-sub">{holds(template, fields).join(", ") || "No field"}</p>
      </div>
      <Button
        small
        look="quiet"
        pending={pending}
        aria-label={`Delete template ${template.label}`}
        onClick={remove}
      >
        Delete
      </Button>
    </li>
  );
}

/** What a template holds: labels of fields, with what they begin with. */
function holds({ facts, own }: Template, fields: readonly OwnField[]): string[] {
  const builtIn = fieldsOf("item").flatMap(({ key, label }) =>
    facts[key] ? [`${label} “${facts[key]}”`] : [],
  );
  const owners = fields.flatMap(({ id, label }) => {
    const begins = own[id];
    if (!begins) return [];
    return [begins.length > 0 ? `${label} “${begins.join(", ")}”` : label];
  });
  return [...builtIn, ...owners];
}
