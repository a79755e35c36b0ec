/** The one 404 page, for a wrong host, a reserved name or a hidden item. It shows no site's look. */
export function NotFoundPage() {
  return (
    <main className="not-found">
      <h1>Nothing is at this address</h1>
      <p>It may have moved, or it was never here. Check the spelling of the address.</p>
    </main>
  );
}
