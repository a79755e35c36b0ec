"use client";

import { useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { useCamera } from "./use-camera";
import "./camera.css";

/**
 * A button that opens the camera, which hands over each code that it sees until it is closed. Nothing where there can be no
 * camera, because a browser gives it to no page without encryption.
 * @param once whether it closes with the first code
 */
export function Camera(props: {
  readonly label: string;
  readonly once?: boolean;
  readonly onCode: (text: string) => void;
}) {
  const [on, setOn] = useState(false);
  const { video, problem } = useCamera(on, (text) => {
    if (props.once) setOn(false);
    props.onCode(text);
  });
  if (!useHasCamera()) return null;
  return (
    <div className="scan-camera">
      <Button small look="quiet" aria-expanded={on} onClick={() => setOn(!on)}>
        {on ? "Close the camera" : props.label}
      </Button>
      {on && !problem && <video ref={video} muted playsInline aria-label="What the camera sees" />}
      {on && problem && (
        <p className="ui-error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function useHasCamera(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => navigator.mediaDevices !== undefined,
    () => false,
  );
}
