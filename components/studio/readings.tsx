"use client";

import type { Reading } from "@/base/values/reading";
import { Button } from "@/components/ui/button";

/** Asks which of several readings was meant; each is a button. */
export function Readings(props: {
  readonly of: string;
  readonly readings: readonly Reading[] | undefined;
  readonly onChoose: (reading: Reading) => void;
}) {
  const { readings, onChoose } = props;
  if (!readings) return null;
  return (
    <fieldset className="readings ui-row">
      <legend className="visually-hidden">{props.of}: which is meant?</legend>
      {readings.map((reading) => (
        <Button small key={reading.words} onClick={() => onChoose(reading)}>
          {reading.words}
        </Button>
      ))}
    </fieldset>
  );
}
