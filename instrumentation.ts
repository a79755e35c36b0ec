/** Runs once when the app's server starts, in the Node runtime only. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  if (process.env.NODE_ENV === "production") {
    const { takeConsole } = await import("./base/telemetry/console");
    takeConsole();
  }
  const { boot } = await import("./boot");
  await boot();
}

/** Logs each uncaught error in one line with the request's id. */
export async function onRequestError(
  error: unknown,
  request: { headers: Record<string, string | string[] | undefined> },
): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { noteFault } = await import("@/server/access/fault");
  noteFault(error, String(request.headers["x-swingtag-request"]));
}
