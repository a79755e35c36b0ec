/** How an upload ended: with the server's data, or with a sentence. */
export type Sent =
  | { readonly ok: true; readonly data: unknown }
  | {
      readonly ok: false;
      readonly message: string;
      /** Whether the same may be taken a little later: nobody answered, or all were busy. */
      readonly again: boolean;
    };

/**
 * Uploads one file as a multipart form, with progress (which fetch does not tell).
 * @param onProgress 0..1 of what has been sent
 */
export function sendFile(
  address: string,
  file: Blob,
  fields: Readonly<Record<string, string>>,
  onProgress: (part: number) => void,
  name = file instanceof File ? file.name : "",
): Promise<Sent> {
  return new Promise((resolve) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set("file", file, name);
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => resolve(answerOf(request));
    request.onerror = () =>
      resolve({ ok: false, message: "The connection was lost. Try again.", again: true });
    request.open("POST", address);
    request.send(form);
  });
}

function answerOf(request: XMLHttpRequest): Sent {
  const data = parsed(request.responseText);
  if (request.status >= 200 && request.status < 300) return { ok: true, data };
  const message =
    typeof data === "object" && data !== null && "message" in data ? String(data.message) : null;
  const again = [429, 502, 503, 504].includes(request.status);
  return { ok: false, message: message ?? "The upload was refused. Try a smaller file.", again };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
