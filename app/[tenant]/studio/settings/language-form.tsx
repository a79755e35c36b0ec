"use client";

import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { LANGUAGE_CODES, LANGUAGES, type Language } from "@/db/tenant/choices";
import { chooseLanguage } from "./actions";

const OPTIONS = LANGUAGE_CODES.map((value) => ({ value, label: LANGUAGES[value] }));

/** The language by whose alphabet names are sorted. */
export function LanguageForm(props: { readonly language: Language }) {
  const [language, setLanguage] = useState(props.language);
  const [saved, setSaved] = useState(props.language);
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const toast = useToast();

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      const answer = await attempt(() => chooseLanguage({ language }));
      setProblem(answer.ok ? undefined : answer.message);
      if (!answer.ok) return;
      setSaved(language);
      toast({ text: "Names are in the order of that language now." });
    });
  };

  return (
    <form className="st-block" noValidate onSubmit={save}>
      <h2>Order of names</h2>
      <Select
        label="Language of the names"
        value={language}
        error={problem}
        hint="Says where letters such as å and ñ stand, and which articles are passed over."
        options={OPTIONS}
        onChange={(event) =>
          setLanguage(LANGUAGE_CODES.find((code) => code === event.target.value) ?? "en")
        }
      />
      <div className="ui-row st-after">
        <Button type="submit" look="primary" pending={pending} disabled={language === saved}>
          Save language
        </Button>
      </div>
    </form>
  );
}
