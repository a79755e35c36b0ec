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
        <p className="big">Row-level security, or a database of your own.</p>
        <p>
          In the shared database every row carries the mark of its site, and Postgres compares it
          with the mark of the request, whatever the code above forgot. A database of your own has a
          login of its own: it can’t open another, and no other opens it. Who needs more asks us for
          a stack: pages, jobs, Postgres and files on machines of its own.
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
      <section aria-labelledby="leaving-title" id="leaving">
        <h2 id="leaving-title">How you leave</h2>
        <p className="big">With everything, in one file.</p>
        <p>
          Your studio exports all you entered, photographs included, and moves you from one kind of
          database to the other. Remove the site, and you have 30 days to change your mind before
          everything is gone.
        </p>
      </section>
    </div>
  );
}
