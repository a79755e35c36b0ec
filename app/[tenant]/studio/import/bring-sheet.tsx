"use client";

import { useRouter } from "next/navigation";
import { type DragEvent, useEffect, useId, useRef, useState } from "react";
import { newId } from "@/components/studio/new-id";
import { Button } from "@/components/ui/button";
import { TextArea } from "@/components/ui/field";

/** What file choosers offer. What it really is, its bytes say. */
const KINDS = ".csv,.tsv,.txt,.xlsx,.zip,text/csv,text/plain,text/tab-separated-values";

/** A zip with photos goes in parts, which pass where the whole would not, and of which one alone is sent anew. */
const PART_BYTES = 8_000_000;
const MOST_PARTS = 64;
const TRIES = 3;

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
    const name = typeof what === "string" ? "Pasted cells" : what.name;
    setProblem(null);
    setSending(name);
    const form = new FormData();
    const id = newId();
    form.set("id", id);
    if (typeof what === "string" || what.size <= PART_BYTES || !isZip(what))
      form.set(typeof what === "string" ? "text" : "file", what);
    else {
      const sent = await sendParts(what, id, (share) => setSending(`${name}, ${share} %`));
      if (sent.problem !== null) return fail(sent.problem);
      form.set("parts", String(sent.parts));
      form.set("name", name);
    }
    const answer = await post("/studio/import/sheet", form);
    if (!answer.ok) return fail(answer.message);
    sessionStorage.removeItem(KEPT);
    router.push(`/studio/import/${id}`);
  };

  const fail = (message: string) => {
    setSending(null);
    setProblem(message);
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
        <p className="im-drop-words">
          Drop a CSV, TSV or Excel file here, a zip of one with its photos, or
        </p>
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
          Up to 25 MB and 100,000 rows, with photos up to 500 MB. The zip of an export comes back
          the same way: what is missing is added, and what is newer here stays. Nothing changes
          before you have seen it.
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

function isZip({ name, type }: File): boolean {
  return /\.zip$/i.test(name) || /zip/.test(type);
}

/** Sends a zip part by part, one of them again where it did not arrive. */
async function sendParts(
  zip: File,
  id: string,
  onSent: (share: number) => void,
): Promise<{ readonly parts: number; readonly problem: string | null }> {
  const parts = Math.ceil(zip.size / PART_BYTES);
  if (parts > MOST_PARTS)
    return { parts, problem: "This zip is larger than 500 MB. Divide it into two." };
  for (let part = 0; part < parts; part++) {
    const form = new FormData();
    form.set("id", id);
    form.set("part", String(part));
    form.set("file", zip.slice(part * PART_BYTES, (part + 1) * PART_BYTES), "part");
    for (let tries = 1; ; tries++) {
      const answer = await post("/studio/import/part", form);
      if (answer.ok) break;
      if (tries === TRIES || answer.isFinal) return { parts, problem: answer.message };
      await new Promise((done) => setTimeout(done, 1000 * tries));
    }
    onSent(Math.floor((100 * (part + 1)) / parts));
  }
  return { parts, problem: null };
}

type Sent =
  | { readonly ok: true }
  /** `isFinal` where sending it again gives the same answer. */
  | { readonly ok: false; readonly message: string; readonly isFinal: boolean };

async function post(path: string, form: FormData): Promise<Sent> {
  const answer = await fetch(path, { method: "POST", body: form }).catch(() => null);
  if (answer?.ok) return { ok: true };
  const read: { message?: string } = (await answer?.json().catch(() => null)) ?? {};
  const away = navigator.onLine
    ? "The site did not answer. Try again in a moment."
    : "You are offline. Try again when the connection is back.";
  const isFinal = answer !== null && answer.status >= 400 && answer.status < 500;
  return { ok: false, message: read.message ?? away, isFinal };
}
