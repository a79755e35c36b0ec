"use client";

import { ABOUT_TAGS } from "@/app/tag-guide-address";
import { Button } from "@/components/ui/button";
import { Check } from "@/components/ui/check";
import { choosePagesAboutTags } from "./actions";
import { useSetting } from "./use-setting";

/** Whether the site's foot leads to the pages about tags. */
export function TagPagesForm(props: { readonly shown: boolean }) {
  const shown = useSetting(
    props.shown,
    (chosen) => choosePagesAboutTags({ shown: chosen }),
    (chosen) =>
      chosen
        ? "The pages about tags stand at the foot of your site."
        : "Nothing on your site leads to the pages about tags now.",
  );
  return (
    <form className="st-block" noValidate onSubmit={shown.save}>
      <h2>Pages about tags</h2>
      <Check
        label="Show them at the foot of the site"
        hint={`“${ABOUT_TAGS[0].label}” and “${ABOUT_TAGS[1].label}”, where a toy that visitors see has a swing tag noted.`}
        checked={shown.value}
        onChange={shown.setValue}
      />
      {shown.problem && <p className="ui-error">{shown.problem}</p>}
      <div className="ui-row st-after">
        <Button type="submit" look="primary" pending={shown.pending} disabled={!shown.isChanged}>
          Save pages
        </Button>
      </div>
    </form>
  );
}
