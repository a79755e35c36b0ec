"use client";

import { type FormEvent, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { Select, TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import type { Place } from "@/db/tenant/queries/places";
import { addPlace, changePlace } from "./actions";
import { placeOptions } from "./place-options";

/** Adds a place, or names and moves one. What was typed stays until it is saved. */
export function PlaceForm(props: {
  readonly places: readonly Place[];
  /** The place to change; without one a further is added. */
  readonly place?: Place;
  /** Where a new one is offered to lie. */
  readonly within?: string;
}) {
  const { place, places } = props;
  const [id, setId] = useState(newId);
  const [name, setName] = useState(place?.name ?? "");
  const [parent, setParent] = useState(place?.parentId ?? props.within ?? "");
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const toast = useToast();

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    const values = { id: place?.id ?? id, name, parentId: parent || null };
    start(async () => {
      const answer = await attempt(() => (place ? changePlace(values) : addPlace(values)));
      if (!answer.ok) return setProblem(answer.fields.name ?? answer.message);
      setProblem(undefined);
      toast({ text: `${name.trim()} is saved.` });
      if (place) return;
      setId(newId());
      setName("");
    });
  };

  return (
    <form className="st-block place-form" noValidate onSubmit={save}>
      <h2>{place ? "This place" : "New place"}</h2>
      <TextField
        label="Name"
        name="place-name"
        longest={80}
        autoComplete="off"
        placeholder="Such as Study, Shelf 2 or Box 7"
        value={name}
        error={problem}
        onChange={(event) => setName(event.target.value)}
      />
      <Select
        label="Lies in"
        value={parent}
        options={[
          { value: "", label: "Nothing: a place by itself" },
          ...placeOptions(places, place?.id),
        ]}
        onChange={(event) => setParent(event.target.value)}
      />
      <div>
        <Button type="submit" look={place ? "plain" : "primary"} pending={pending}>
          {place ? "Save" : "Add it"}
        </Button>
      </div>
    </form>
  );
}
