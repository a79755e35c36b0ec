"use client";

import { useState } from "react";
import type { Entry } from "@/db/tenant/entry";
import { fieldOf } from "@/db/tenant/fields";
import { EntryField } from "../items/entries/entry-field";
import "../items/entries/entries.css";

interface FindEntryProps {
  readonly label: string;
  readonly hint: string;
  readonly error?: string;
  readonly onChoose: (entry: Entry) => void;
}

const NAME = fieldOf("item", "name");

/** A line in which a name or number finds what the catalogue has; what is chosen is handed on, and the line is empty again. */
export function FindEntry({ label, hint, error, onChoose }: FindEntryProps) {
  const [typed, setTyped] = useState("");
  return (
    <div className="find-entry">
      <EntryField
        field={{ ...NAME, key: "name", label, hint }}
        value={typed}
        error={error}
        none="Nothing in the catalogue is called that. Things that it lacks belong to a set of your own words."
        onChange={setTyped}
        onChoose={(entry) => {
          setTyped("");
          onChoose(entry);
        }}
      />
    </div>
  );
}
