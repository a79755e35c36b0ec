"use client";

import { useEffect, useState } from "react";
import { Rising } from "@/components/www/rising";
import type { Coming } from "@/server/life/coming";

export interface WatchProps {
  readonly birth: Coming;
  /** Where the same is told as JSON. */
  readonly progress: string;
  /** The new site's host, as visitors type it. */
  readonly address: string;
  readonly skin: string;
}

/** How often the page asks, in milliseconds. */
const ASK = 300;

/** Polls the progress of the birth, and sends the visitor into the new site once it is done. */
export function Watch({ birth: first, progress, address, skin }: WatchProps) {
  const [birth, setBirth] = useState(first);
  const [silent, setSilent] = useState(false);
  const over = birth.at === "open" || birth.at === "failed";
  useEffect(() => {
    if (over) return;
    const leaving = new AbortController();
    const ask = async () => {
      const told = await fetch(progress, { signal: leaving.signal })
        .then((answer): Promise<Coming> | null => (answer.ok ? answer.json() : null))
        .catch(() => null);
      if (leaving.signal.aborted) return;
      if (told) setBirth(told);
      setSilent(told === null);
    };
    const asking = setInterval(() => void ask(), ASK);
    return () => {
      clearInterval(asking);
      leaving.abort();
    };
  }, [over, progress]);
  useEffect(() => {
    if (birth.entrance) location.replace(birth.entrance);
  }, [birth.entrance]);

  const back = `/?${new URLSearchParams({ name: birth.name, preset: birth.preset })}#sign-up`;
  return (
    <>
      <h1>{headlineOf(birth)}</h1>
      <p className="rising-says" role="status">
        {silent ? "No answer just now. This page goes on asking." : sentenceOf(birth)}
      </p>
      <Rising at={birth.at} address={address} skin={skin} />
      {birth.at === "failed" && (
        <p>
          <a className="primary" href={back}>
            Try {birth.name} again
          </a>
        </p>
      )}
      {birth.at === "open" && (
        <p>
          <a className="primary" href={birth.entrance ?? "/find-my-site"}>
            {birth.entrance ? `Go to ${birth.name}` : "Send me a new link"}
          </a>
        </p>
      )}
      {!over && (
        <p className="small">
          Reload or close this page as you like: nothing depends on it. When the door opens you are
          signed in here, and a mail with a link is on its way to you.
        </p>
      )}
    </>
  );
}

function headlineOf({ at, name }: Coming): string {
  if (at === "open") return `${name} stands.`;
  if (at === "failed") return "This house did not come to stand.";
  return `${name} is going up.`;
}

function sentenceOf({ at, name, again, entrance }: Coming): string {
  if (at === "failed")
    return `Something on our side went wrong, and nothing of it was kept. The name ${name} is free again.`;
  if (at === "open")
    return entrance
      ? "You are being signed in."
      : "This page let you in for a few minutes only. The link in your mail opens the door.";
  const repeated = again ? " It was interrupted and went on from there." : "";
  if (at === "held") return `Next in line. It takes a few seconds once begun.${repeated}`;
  if (at === "making") return `Your database is being made.${repeated}`;
  return `Your database stands. The site is being furnished.${repeated}`;
}
