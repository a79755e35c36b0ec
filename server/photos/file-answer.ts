import type { ByteRange, StoredFile } from "@/files/tenant-files";

/**
 * Answers with a file that is downloaded, whole or from where an earlier download broke off (RFC 9110: Range,
 * If-Range, If-None-Match, one range). Never kept by caches, never shown in the browser.
 * @param name what the file shall be called there: letters, digits, dots and hyphens
 */
export function answerDownload(request: Request, file: StoredFile, name: string): Response {
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(name)) throw new Error("This is no name for a download.");
  const etag = `"${file.etag}"`;
  const headers = {
    etag,
    "accept-ranges": "bytes",
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  };
  const known = request.headers.get("if-none-match");
  if (known !== null && listed(known, etag)) return new Response(null, { status: 304, headers });
  const whole = {
    ...headers,
    "content-type": file.type,
    "content-disposition": `attachment; filename="${name}"`,
  };
  const range = rangeOf(request, etag, file.size);
  if (range === "outside")
    return new Response(null, {
      status: 416,
      headers: { ...headers, "content-range": `bytes */${file.size}` },
    });
  if (range === "whole")
    return new Response(bodyOf(request, file), {
      headers: { ...whole, ...lengthOf(file.size) },
    });
  return new Response(bodyOf(request, file, range), {
    status: 206,
    headers: {
      ...whole,
      ...lengthOf(range.end - range.start + 1),
      "content-range": `bytes ${range.start}-${range.end}/${file.size}`,
    },
  });
}

/** Next drops content-length; `front/front.ts` sets it from x-swingtag-length. */
function lengthOf(bytes: number): Record<string, string> {
  return { "content-length": String(bytes), "x-swingtag-length": String(bytes) };
}

function bodyOf(request: Request, file: StoredFile, range?: ByteRange): BodyInit | null {
  return request.method === "HEAD" || file.size === 0 ? null : file.stream(range);
}

/** A range is honoured only if the browser's part is of this very file. */
function rangeOf(request: Request, etag: string, size: number): ByteRange | "whole" | "outside" {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get("range")?.trim() ?? "");
  const same = request.headers.get("if-range");
  if (!asked || (same !== null && same.trim() !== etag)) return "whole";
  const [, from = "", to = ""] = asked;
  if (from === "") {
    if (to === "") return "whole";
    const last = Math.min(Number(to), size);
    return last > 0 ? { start: size - last, end: size - 1 } : "outside";
  }
  const start = Number(from);
  const end = Math.min(to === "" ? size - 1 : Number(to), size - 1);
  if (to !== "" && Number(to) < start) return "whole";
  return start < size ? { start, end } : "outside";
}

function listed(header: string, etag: string): boolean {
  return header
    .split(",")
    .some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === etag);
}
