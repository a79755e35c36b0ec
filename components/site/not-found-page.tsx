/** The one answer to a wrong host, a reserved name and a hidden item: it belongs to no site. */
export function NotFoundPage() {
  return (
    <main className="not-found">
      <h1>Nothing is at this address</h1>
      <p>It may have moved, or it was never here. Check the spelling of the address.</p>
    </main>
  );
}
