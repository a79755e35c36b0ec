"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { newId } from "@/components/studio/new-id";
import { preparePhoto } from "./prepare-photo";
import { sendFile } from "./send-file";
import { forgetUnsent, keepUnsent, listUnsent, type Unsent } from "./unsent";

/** A photo on its way. */
export interface Upload {
  readonly id: string;
  readonly name: string;
  /** 0..1 of what has been sent; null while it waits or is prepared. */
  readonly part: number | null;
  readonly problem: string | null;
}

export interface Uploads {
  readonly uploads: readonly Upload[];
  readonly take: (files: Iterable<File>) => void;
  readonly retry: (id: string) => void;
  readonly dismiss: (id: string) => void;
}

/** How many go at once. */
const AT_ONCE = 3;
/** How long is waited before each further attempt, in milliseconds, when nobody answered or all were busy. */
const PAUSES = [2000, 6000, 15_000];

/**
 * Sends photos three at a time. A lost connection is waited for, and what is not sent when the page closes is sent
 * when it is opened again. Ids are made here, so that what is sent twice arrives once.
 * @param to `item …` or `inbox`: what an interrupted upload is found again by
 * @param arrived is told the ids in the order in which the files were chosen, whenever all have ended
 */
export function useUploads(
  to: string,
  fields: Readonly<Record<string, string>>,
  arrived: (ids: readonly string[]) => void,
): Uploads {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const line = useRef<Unsent[]>([]);
  const running = useRef(0);
  const chosen = useRef<string[]>([]);
  const latest = useRef(arrived);
  latest.current = arrived;

  const note = useCallback((id: string, part: Partial<Upload>) => {
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)));
  }, []);

  const run = useCallback(() => {
    while (running.current < AT_ONCE) {
      const next = line.current.shift();
      if (!next) break;
      running.current += 1;
      void sendOne(next, (part) => note(next.id, { part })).then((problem) => {
        running.current -= 1;
        if (problem === null) {
          void forgetUnsent(next.id);
          setUploads((all) => all.filter((one) => one.id !== next.id));
        } else {
          chosen.current = chosen.current.filter((id) => id !== next.id);
          failed.current.set(next.id, next);
          note(next.id, { problem, part: null });
        }
        if (running.current === 0 && line.current.length === 0) {
          latest.current(chosen.current);
          chosen.current = [];
        }
        run();
      });
    }
  }, [note]);

  const failed = useRef(new Map<string, Unsent>());
  const enqueue = useCallback(
    (all: readonly Unsent[]) => {
      const known = new Set(chosen.current);
      const fresh = all.filter(({ id }) => !known.has(id));
      chosen.current.push(...fresh.map(({ id }) => id));
      line.current.push(...fresh);
      setUploads((now) => [
        ...now.filter(({ id }) => !fresh.some((one) => one.id === id)),
        ...fresh.map(({ id, file }) => ({ id, name: file.name, part: null, problem: null })),
      ]);
      run();
    },
    [run],
  );

  useEffect(() => {
    let here = true;
    void listUnsent(to).then((found) => {
      if (here && found.length > 0) enqueue(found);
    });
    return () => {
      here = false;
    };
  }, [to, enqueue]);

  return {
    uploads,
    take: (files) => {
      const all = [...files].map((file) => ({ id: newId(), to, fields, file }));
      for (const one of all) void keepUnsent(one);
      enqueue(all);
    },
    retry: (id) => {
      const one = failed.current.get(id);
      failed.current.delete(id);
      if (one) enqueue([one]);
    },
    dismiss: (id) => {
      failed.current.delete(id);
      void forgetUnsent(id);
      setUploads((all) => all.filter((one) => one.id !== id));
    },
  };
}

/** Sends a photo, again where it helps. @returns null, or what is wrong */
async function sendOne(
  { id, file, fields }: Unsent,
  onProgress: (part: number) => void,
): Promise<string | null> {
  const photo = await preparePhoto(file);
  for (let attempt = 0; ; attempt++) {
    const sent = await sendFile("/studio/photos", photo, { ...fields, id }, onProgress, file.name);
    if (sent.ok) return null;
    const pause = PAUSES[attempt];
    if (!sent.again || pause === undefined) return sent.message;
    await backOnline(pause);
  }
}

/** Waits that long, and while there is no connection. */
async function backOnline(pause: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pause));
  if (!navigator.onLine)
    await new Promise((resolve) => window.addEventListener("online", resolve, { once: true }));
}
