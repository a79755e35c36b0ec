"use client";

import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from "react";

export interface Toast {
  readonly text: string;
  readonly tone?: "plain" | "problem";
  /** What takes it back. */
  readonly undo?: { readonly label: string; readonly run: () => void };
  /** Whether it goes by itself although it can be taken back, because that can be done elsewhere too. */
  readonly passing?: boolean;
}

const ToastContext = createContext<(toast: Toast) => void>(() => {});

/** Says something at the edge of the page, to eyes and ears. */
export function useToast(): (toast: Toast) => void {
  return useContext(ToastContext);
}

/** How long a toast stays, in milliseconds; one that can only be taken back here stays until the next or Close. */
const STAY = 6000;
const STAY_WITH_UNDO = 15_000;

/** Holds the one toast there is, across pages. */
export function Toasts({ children }: { readonly children: ReactNode }) {
  const [toast, setToast] = useState<(Toast & { key: number }) | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = useCallback((next: Toast) => {
    clearTimeout(timer.current);
    setToast({ ...next, key: Date.now() });
    if (next.tone !== "problem" && (!next.undo || next.passing))
      timer.current = setTimeout(() => setToast(null), next.undo ? STAY_WITH_UNDO : STAY);
  }, []);
  const close = () => setToast(null);
  return (
    <ToastContext value={show}>
      {children}
      <div className="ui-toasts" role="status">
        {toast && (
          <div className="ui-toast" data-tone={toast.tone ?? "plain"} key={toast.key}>
            <p>{toast.text}</p>
            {toast.undo && (
              <button
                type="button"
                className="ui-toast-button"
                onClick={() => {
                  close();
                  toast.undo?.run();
                }}
              >
                {toast.undo.label}
              </button>
            )}
            <button type="button" className="ui-toast-button" onClick={close} aria-label="Close">
              ×
            </button>
          </div>
        )}
      </div>
    </ToastContext>
  );
}
