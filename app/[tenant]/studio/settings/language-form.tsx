"use client";

import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { LANGUAGE_CODES, LANGUAGES, type Language } from "@/db/tenant/choices";
import { chooseLanguage } from "./actions";
import { useSetting } from "./use-setting";

const OPTIONS = LANGUAGE_CODES.map((value) => ({ value, label: LANGUAGES[value] }));

/** The language by whose alphabet names are sorted. */
export function LanguageForm(props: { readonly language: Language }) {
  const language = useSetting(
    props.language,
    (chosen) => chooseLanguage({ language: chosen }),
    (chosen) => `Names are in the order of ${LANGUAGES[chosen]} now.`,
  );

  return (
    <form className="st-block" noValidate onSubmit={language.save}>
      <h2>Order of names</h2>
      <Select
        label="Language of the names"
        value={language.value}
        error={language.problem}
        disabled={language.waits}
        hint="Says where letters such as å and ñ stand, and which articles are passed over."
        options={OPTIONS}
        onChange={(event) =>
          language.setValue(LANGUAGE_CODES.find((code) => code === event.target.value) ?? "en")
        }
      />
      <div className="ui-row st-after">
        <Button
          type="submit"
          look="primary"
          pending={language.pending}
          disabled={!language.isChanged}
        >
          Save language
        </Button>
      </div>
    </form>
  );
}
