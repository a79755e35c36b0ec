"use client";

import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { type List, REACH_WORDS, REACHES, type Reach } from "@/db/tenant/choices";
import { LIST_PATHS, LIST_TITLES } from "../../list-address";
import { chooseReach } from "./actions";
import { useSetting } from "./use-setting";

const OPTIONS = REACHES.map((value) => ({ value, label: REACH_WORDS[value] }));

const HINTS: Readonly<Record<List, string>> = {
  wants:
    "What you look for and in which state, the most wanted first. Never the most that you would pay.",
  trades:
    "Each copy that is for trade. Never what you paid, where it is kept or what only members know.",
};

/** Who reads a list of the site, and what is on it. */
export function ReachForm(props: { readonly list: List; readonly reach: Reach }) {
  const { list } = props;
  const reach = useSetting(
    props.reach,
    (chosen) => chooseReach({ list, reach: chosen }),
    (chosen) =>
      chosen === "members"
        ? `“${LIST_TITLES[list]}” is for members alone now.`
        : `“${LIST_TITLES[list]}” is a page of your site now.`,
  );
  return (
    <form className="st-after" noValidate onSubmit={reach.save}>
      <Select
        label={LIST_TITLES[list]}
        value={reach.value}
        error={reach.problem}
        disabled={reach.waits}
        hint={HINTS[list]}
        options={OPTIONS}
        onChange={(event) =>
          reach.setValue(REACHES.find((one) => one === event.target.value) ?? "members")
        }
      />
      <div className="ui-row st-after">
        <Button type="submit" pending={reach.pending} disabled={!reach.isChanged}>
          Save “{LIST_TITLES[list]}”
        </Button>
        <a href={LIST_PATHS[list]}>Look at it</a>
      </div>
    </form>
  );
}
