/** Unsaved text of one form, kept in this tab until it is saved: a reload or a crash loses nothing. */
export function readUnsaved<Values>(key: string): Values | null {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Values) : null;
  } catch {
    return null;
  }
}

/** Keeps unsaved text; null forgets it. Where storage is full or forbidden the form still works. */
export function writeUnsaved(key: string, values: unknown): void {
  try {
    if (values === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(values));
  } catch {
    // The form itself still holds what was typed.
  }
}
