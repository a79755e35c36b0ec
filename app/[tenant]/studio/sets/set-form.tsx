"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { Choices } from "@/components/ui/choices";
import { TextArea, TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { VISIBILITIES, VISIBILITY_WORDS, type Visibility } from "@/db/tenant/choices";
import { COUNTED, COUNTED_WORDS, LONGEST_SET, type SetDraft, type SetRule } from "@/db/tenant/set";
import { addSet, changeSet } from "./actions";
import { RuleFields } from "./rule-fields";
import type { SetChoices } from "./set-choices";

interface SetFormProps {
  readonly choices: SetChoices;
  /** The set to change; without one a further is made. */
  readonly kept?: SetDraft & { readonly id: string };
}

const HINTS: Readonly<Record<Visibility, string>> = {
  public: "Among the sets of the site, for everyone.",
  unlisted: "Who has the link sees it.",
  private: "Only members of this site see it.",
};

const KINDS: readonly { value: SetRule["kind"]; label: string; hint: string }[] = [
  { value: "list", label: "A list", hint: "Piece by piece, such as the original nine." },
  {
    value: "catalogue",
    label: "A rule",
    hint: "Such as all bears of 1997, or each variant of Peanut.",
  },
  { value: "generations", label: "Generations", hint: "Each swing tag that one toy had." },
  { value: "own", label: "Your own words", hint: "All that has a tag or a choice of yours." },
];

const EMPTY_RULES: { readonly [Kind in SetRule["kind"]]: Extract<SetRule, { kind: Kind }> } = {
  list: { kind: "list", pieces: [] },
  catalogue: { kind: "catalogue", line: "", product: "", animal: "", year: "", each: "product" },
  generations: { kind: "generations", product: "", name: "" },
  own: { kind: "own", field: "tag", value: "" },
};

/** What is wrong stands at its field, or by itself where it is of none. */
function problemsOf({
  message,
  fields,
}: {
  message: string;
  fields: Readonly<Record<string, string>>;
}) {
  return Object.keys(fields).length > 0 ? fields : { whole: message };
}

/** Makes a set or changes it. What was typed stays until it is saved, also of the kinds that were not chosen. */
export function SetForm({ choices, kept }: SetFormProps) {
  const [id] = useState(newId);
  const [name, setName] = useState(kept?.name ?? "");
  const [note, setNote] = useState(kept?.note ?? "");
  const [visibility, setVisibility] = useState<Visibility>(kept?.visibility ?? "private");
  const [counted, setCounted] = useState(kept?.counted ?? "held");
  const [kind, setKind] = useState<SetRule["kind"]>(kept?.rule.kind ?? "list");
  const [rules, setRules] = useState({
    ...EMPTY_RULES,
    ...(kept ? { [kept.rule.kind]: kept.rule } : {}),
  });
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [pending, start] = useTransition();
  const router = useRouter();
  const toast = useToast();

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    const set = { name, note, visibility, counted, rule: rules[kind] };
    start(async () => {
      const answer = await attempt(() =>
        kept ? changeSet({ id: kept.id, set }) : addSet({ id, set }),
      );
      if (!answer.ok) return setProblems(problemsOf(answer));
      setProblems({});
      toast({ text: `${name.trim()} is saved.` });
      if (!kept) router.push(`/studio/sets/${id}`);
    });
  };
  const problemOf = (key: string) =>
    problems[key] ?? problems[`set.${key}`] ?? problems[`set.rule.${key}`];

  return (
    <form className="st-block set-form" noValidate onSubmit={save}>
      <h2>{kept ? "What belongs to it" : "What it is"}</h2>
      <TextField
        label="Name"
        name="set-name"
        longest={LONGEST_SET.name}
        autoComplete="off"
        value={name}
        error={problemOf("name")}
        onChange={(event) => setName(event.target.value)}
      />
      <Choices
        legend="What belongs to it"
        look="rows"
        choices={KINDS}
        value={kind}
        onChange={setKind}
      />
      <RuleFields
        rule={rules[kind]}
        choices={choices}
        problemOf={problemOf}
        onChange={(rule) => setRules({ ...rules, [rule.kind]: rule })}
      />
      <Choices
        legend="Which copies count"
        look="rows"
        choices={COUNTED.map((value) => ({ value, label: COUNTED_WORDS[value] }))}
        value={counted}
        onChange={setCounted}
      />
      <TextArea
        label="Caption"
        name="set-note"
        longest={LONGEST_SET.note}
        hint="Stands over the set on its page."
        rows={2}
        value={note}
        error={problemOf("note")}
        onChange={(event) => setNote(event.target.value)}
      />
      <Choices
        legend="Who sees it"
        choices={VISIBILITIES.map((value) => ({
          value,
          label: VISIBILITY_WORDS[value],
          hint: HINTS[value],
        }))}
        value={visibility}
        onChange={setVisibility}
      />
      {problems.whole && <p className="ui-error">{problems.whole}</p>}
      <div>
        <Button type="submit" look="primary" pending={pending}>
          {kept ? "Save set" : "Make the set"}
        </Button>
      </div>
    </form>
  );
}
