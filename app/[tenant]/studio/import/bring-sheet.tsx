"use client";

import { useRouter } from "next/navigation";
import { type DragEvent, useEffect, useId, useRef, useState } from "react";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";

/** What file choosers offer. What it really is, its bytes say. */
const KINDS = ".csv,.tsv,.txt,.xlsx,.zip,text/csv,text/plain,text/tab-separated-values";

/** Where pasted cells are kept in the tab until they are sent. */
const KEPT = "import-pasted";

/** Takes a sheet: dropped, chosen or pasted. */
export function BringSheet() {
  const router = useRouter();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const hint = useId();
  useEffect(() => setText(sessionStorage.getItem(KEPT) ?? ""), []);

  const keep = (typed: string) => {
    setText(typed);
    try {
      sessionStorage.setItem(KEPT, typed);
    } catch {
      // More than a tab keeps; it stays on the page.
    }
  };

  const send = async (what: File | string) => {
    if (sending) return;
    setProblem(null);
    setSending(typeof what === "string" ? "Pasted cells" : what.name);
    const form = new FormData();
    form.set("id", newId());
    form.set(typeof what === "string" ? "text" : "file", what);
    const answer = await fetch("/studio/import/sheet", { method: "POST", body: form }).catch(
      () => null,
    );
    const read: { id?: string; message?: string } = (await answer?.json().catch(() => null)) ?? {};
    if (answer?.ok && read.id) {
      sessionStorage.removeItem(KEPT);
      return router.push(`/studio/import/${read.id}`);
    }
    setSending(null);
    setProblem(
      read.message ??
        (navigator.onLine
          ? "The site did not answer. Try again in a moment."
          : "You are offline. Try again when the connection is back."),
    );
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped, ...others] = event.dataTransfer.files;
    if (others.length > 0)
      return setProblem("Drop one sheet at a time: each is looked at on its own.");
    if (dropped) void send(dropped);
  };

  return (
    <section className="st-block" aria-labelledby="bring">
      <h2 id="bring">Bring a sheet</h2>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way beside the button in it. */}
      <div
        className="im-drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p className="im-drop-words">Drop a CSV, TSV or Excel file here, or</p>
        <Button
          look="primary"
          pending={sending !== null}
          aria-describedby={hint}
          onClick={() => file.current?.click()}
        >
          Choose a file
        </Button>
        <input
          ref={file}
          type="file"
          accept={KINDS}
          className="visually-hidden"
          tabIndex={-1}
          aria-label="File of a sheet"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            event.target.value = "";
            if (chosen) void send(chosen);
          }}
        />
        <p className="st-sub" id={hint}>
          Up to 25 MB and 100,000 rows. Nothing changes before you have seen it.
        </p>
      </div>
      <form
        className="im-paste"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) void send(text);
          else setProblem("Paste some cells first.");
        }}
      >
        <TextArea
          label="Or paste cells"
          hint="Copied from a spreadsheet, with the names of the columns in the first row."
          rows={4}
          spellCheck={false}
          value={text}
          onChange={(event) => keep(event.target.value)}
        />
        <Button type="submit" pending={sending !== null}>
          Go on with these cells
        </Button>
      </form>
      <p role="status" className="st-sub">
        {sending && `Sending ${sending} …`}
      </p>
      {problem && (
        <p role="alert" className="ui-error">
          {problem}
        </p>
      )}
    </section>
  );
}
