"use client";

import { Button } from "@/components/ui/button";
import type { ContrastPair } from "@/themes/contrast";
import { ROLE_LABELS } from "./labels";
import { sayRatio } from "./skin-draft";

/** One pair that fails, with the way to mend it. */
export function FailingPair({ pair, onRepair }: { pair: ContrastPair; onRepair: () => void }) {
  const { where, scheme, ratio, needs, moves, suggestion } = pair;
  return (
    <li>
      <p>
        <strong>{capital(where)}</strong>, in {scheme}:{" "}
        <span className="st-num">
          {sayRatio(ratio)}, needs {needs}
        </span>
      </p>
      {suggestion && (
        <Button small onClick={onRepair}>
          <span className="visually-hidden">
            Repair {where} in {scheme}:
          </span>
          <span className="skin-dot" style={{ backgroundColor: suggestion }} />
          {ROLE_LABELS[moves]} <span className="st-num">{suggestion}</span>
        </Button>
      )}
    </li>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
