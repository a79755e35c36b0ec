"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, useRef, useTransition } from "react";
import { Select, TextField } from "@/components/ui/field";
import { SORT_OPTIONS, STANDING_OPTIONS, VISIBILITY_OPTIONS } from "./words";

/** How long after the last key the list is asked for, in milliseconds. */
const PAUSE = 180;

/** Search and filters of the list. A form that works by itself; with script the list follows the typing. */
export function ListTools(props: {
  readonly typed: string;
  readonly visibility: string;
  readonly status: string;
  readonly sort: string;
}) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [pending, start] = useTransition();

  const show = () => {
    if (!form.current) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form.current))
      if (typeof value === "string" && value.trim() && !(name === "sort" && value === "name"))
        query.set(name, value.trim());
    start(() => router.replace(`/studio/items?${query}`, { scroll: false }));
  };
  const soon = (event: ChangeEvent) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(show, event.target instanceof HTMLInputElement ? PAUSE : 0);
  };

  return (
    <search>
      <form
        ref={form}
        className="item-tools"
        aria-busy={pending}
        onChange={soon}
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <TextField
          label="Search"
          bare
          type="search"
          name="q"
          defaultValue={props.typed}
          placeholder="Search by name, animal, number"
          autoComplete="off"
        />
        <Select
          label="Who sees it"
          bare
          name="visibility"
          defaultValue={props.visibility}
          options={[{ value: "", label: "All" }, ...VISIBILITY_OPTIONS]}
        />
        <Select
          label="Status"
          bare
          name="status"
          defaultValue={props.status}
          options={[{ value: "", label: "Any status" }, ...STANDING_OPTIONS]}
        />
        <Select label="Order" bare name="sort" defaultValue={props.sort} options={SORT_OPTIONS} />
      </form>
    </search>
  );
}
