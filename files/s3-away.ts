import { S3ServiceException } from "@aws-sdk/client-s3";
import { Refusal } from "@/base/refusal";

/**
 * Runs requests to a bucket.
 * @param content the content that is being stored; an error of the content itself is thrown unchanged
 * @throws Refusal 503 when the bucket can't be reached, is full or asks to slow down
 */
export async function asking<T>(
  work: () => Promise<T>,
  content?: { readonly broken: { readonly error: unknown } | undefined },
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (content?.broken) throw content.broken.error;
    if (!isAway(error)) throw error;
    throw new Refusal(
      "The place where files are kept can't be reached at the moment. Nothing was changed; try again in a minute.",
      { status: 503, retryAfter: 60 },
    );
  }
}

/** The HTTP status that a bucket answered with, or null for every other error. */
export function statusOf(error: unknown): number | null {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? null) : null;
}

function isAway(error: unknown): boolean {
  const status = statusOf(error);
  if (status !== null) return status >= 500 || status === 429;
  if (!(error instanceof Error)) return false;
  if (error.name === "TimeoutError") return true;
  return "code" in error && UNREACHABLE.has(String(error.code));
}

const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
]);
