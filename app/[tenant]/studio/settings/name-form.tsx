"use client";

import { LeaveGuard } from "@/components/studio/leave-guard";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { renameSite } from "./actions";
import { useSetting } from "./use-setting";

/** The site's name; its address stays what it is. */
export function NameForm(props: { readonly name: string }) {
  const name = useSetting(
    props.name,
    (typed) => renameSite({ name: typed }),
    (typed) => `The site is called ${typed.trim()} now.`,
  );

  return (
    <form className="st-block" noValidate onSubmit={name.save}>
      <h2>Name</h2>
      <TextField
        label="Site name"
        value={name.value}
        error={name.problem}
        hint="What visitors read. The address stays as it is."
        autoComplete="off"
        longest={80}
        onChange={(event) => name.setValue(event.target.value)}
      />
      <div className="ui-row st-after">
        <Button type="submit" look="primary" pending={name.pending} disabled={!name.isChanged}>
          Save
        </Button>
      </div>
      <LeaveGuard dirty={name.isChanged} what="the name" />
    </form>
  );
}
