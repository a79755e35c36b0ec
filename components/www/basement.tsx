/** Below the ground: what it costs, what the walls are, what happens to the data. */
export function Basement() {
  return (
    <div className="basement">
      <section aria-labelledby="cost" id="what-it-costs">
        <h2 id="cost">What it costs</h2>
        <p className="big">Nothing, while it is young.</p>
        <p>
          There is no price list, so there is none to hide: no card to enter, no trial that ends. If
          that is to change, you hear it by mail first.
        </p>
      </section>
      <section aria-labelledby="walls" id="the-walls">
        <h2 id="walls">What the walls are</h2>
        <p className="big">Row-level security, in Postgres.</p>
        <p>
          Sites share one pool. Every row carries the mark of its site, and a request is let in with
          the mark of one. The database compares the two for every row, whatever the code above it
          forgot.
        </p>
      </section>
      <section aria-labelledby="data" id="your-data">
        <h2 id="data">What happens to your data</h2>
        <p className="big">It stays in your room.</p>
        <p>
          Photographs lie under a prefix of your own, re-encoded, with the place they were taken
          removed. Until you have confirmed your e-mail, you alone see the site. No tracking.{" "}
          <a href="/privacy">What is kept, in full</a>.
        </p>
      </section>
      <section aria-labelledby="later" id="not-built">
        <h2 id="later">What is not built yet</h2>
        <p className="big">Two doors are still drawings.</p>
        <p>
          An export of everything you entered. A database of your own instead of a place in the
          pool. Both are planned; neither can be had today.
        </p>
      </section>
    </div>
  );
}
