"use client";

import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { codeReader } from "./read-codes";

/** Between two looks at a picture, in milliseconds. */
const PAUSE = 120;

/** How long a code that stays before the camera counts as read once, in milliseconds. */
const SAME = 2500;

/**
 * Shows the camera in a video while `on`, and hands over each code that it reads.
 * @returns the video to show, and why nothing is seen
 */
export function useCamera(on: boolean, onCode: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const [problem, setProblem] = useState<string>();
  const told = useEffectEvent(onCode);
  useEffect(() => {
    if (!on) return;
    const ending = new AbortController();
    setProblem(undefined);
    look(video, ending.signal, (text) => told(text)).catch((error: unknown) => {
      if (!ending.signal.aborted) setProblem(sentenceOf(error));
    });
    return () => ending.abort();
  }, [on]);
  return { video, problem };
}

async function look(
  shown: RefObject<HTMLVideoElement | null>,
  ended: AbortSignal,
  onCode: (text: string) => void,
): Promise<void> {
  const [stream, read] = await Promise.all([
    navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 } },
    }),
    codeReader(),
  ]);
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  ended.addEventListener("abort", stop);
  const video = shown.current;
  if (ended.aborted || !video) return stop();
  video.srcObject = stream;
  await video.play();
  const last = new Map<string, number>();
  while (!ended.aborted) {
    for (const text of await read(video)) {
      const now = performance.now();
      const isNew = now - (last.get(text) ?? Number.NEGATIVE_INFINITY) > SAME;
      last.set(text, now);
      if (!isNew || ended.aborted) continue;
      navigator.vibrate?.(60);
      onCode(text);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

function sentenceOf(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError")
    return "The camera is not allowed here. Allow it for this site in the browser, then reload; or type instead.";
  if (name === "NotFoundError" || name === "OverconstrainedError")
    return "There is no camera on this device. Type instead.";
  if (name === "NotReadableError")
    return "Another program uses the camera. Close it and try again, or type instead.";
  return "The camera could not be started. Try again, or type instead.";
}
