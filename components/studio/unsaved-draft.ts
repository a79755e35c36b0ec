/**
 * Reads the unsaved text of a form. It stays in this tab until it is saved, so that a reload or crash loses
 * nothing.
 */
export function readUnsaved<Values>(key: string): Values | null {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Values) : null;
  } catch {
    return null;
  }
}

/** Stores the unsaved text of a form; null removes it. If storage is full or forbidden, the form still works. */
export function writeUnsaved(key: string, values: unknown): void {
  try {
    if (values === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(values));
  } catch {
    // The form itself still holds what was typed.
  }
}
