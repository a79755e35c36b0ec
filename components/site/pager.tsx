import type { Pager as PagerModel } from "./search-model";

/** The pages: the one before, the one after, the first, the last and those around; nothing when one page holds all. */
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
      <div className="pager-middle">
        <ol className="pager-pages">
          {pager.steps.map(({ page, href, gap }) => (
            <li key={page} data-gap={gap || undefined}>
              {href ? (
                <a href={href} aria-label={`Page ${page.toLocaleString("en")}`}>
                  {page.toLocaleString("en")}
                </a>
              ) : (
                <span aria-current="page">{page.toLocaleString("en")}</span>
              )}
            </li>
          ))}
        </ol>
        <p>
          {pager.from.toLocaleString("en")} to {pager.to.toLocaleString("en")} of{" "}
          {pager.total.toLocaleString("en")}
        </p>
      </div>
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
