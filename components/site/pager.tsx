import type { Pager as PagerModel } from "./search-model";

/** Earlier and later pages; nothing when one page holds all. */
export function Pager({ pager, miniature }: { pager: PagerModel; miniature?: boolean }) {
  if (pager.pages < 2) return null;
  const Nav = miniature ? "div" : "nav";
  return (
    <Nav className="pager" {...(miniature ? {} : { "aria-label": "Pages" })}>
      {pager.prevHref ? (
        <a className="button" href={pager.prevHref} rel="prev">
          Earlier
        </a>
      ) : (
        <span />
      )}
      <p>
        {pager.from.toLocaleString("en")} to {pager.to.toLocaleString("en")} of{" "}
        {pager.total.toLocaleString("en")}
      </p>
      {pager.nextHref ? (
        <a className="button" href={pager.nextHref} rel="next">
          Later
        </a>
      ) : (
        <span />
      )}
    </Nav>
  );
}
