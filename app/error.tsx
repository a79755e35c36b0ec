"use client";

/** Says that something failed, without details. The digest names the line in the log. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main className="plain-page">
      <title>Something went wrong</title>
      <h1>Something went wrong</h1>
      <p>
        The fault is on our side, and it has been noted
        {error.digest ? (
          <>
            {" "}
            under <code>{error.digest}</code>
          </>
        ) : null}
        . Load the page again; if that does not help, come back in a few minutes.
      </p>
    </main>
  );
}
