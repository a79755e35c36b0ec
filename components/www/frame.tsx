import type { ReactNode } from "react";
import { Wordmark } from "./wordmark";

export interface FrameProps {
  /** A page in plain words beside the house, set as one column. */
  readonly plain?: boolean;
  /** Where the demo shows the mail it would have sent; null outside the demo. */
  readonly outboxHref: string | null;
  readonly children: ReactNode;
}

/** What stands around every page of the apex. */
export function Frame({ plain, outboxHref, children }: FrameProps) {
  return (
    <div className="www">
      <header>
        {outboxHref && (
          <p className="demo-bar">
            This is a demo. Mail is not sent; <a href={outboxHref}>read it here</a>.
          </p>
        )}
        <div className="top">
          <Wordmark />
          <nav aria-label="Main">
            <ul>
              <li className="top-more">
                <a href="/#what-it-costs">Cost</a>
              </li>
              <li className="top-more">
                <a href="/#your-data">Your data</a>
              </li>
              <li>
                <a href="/find-my-site">Find my site</a>
              </li>
            </ul>
          </nav>
        </div>
      </header>
      <main className={plain ? "plain" : undefined}>{children}</main>
      <footer className="bottom">
        <p>Not affiliated with Ty Inc. Names and marks belong to their owners.</p>
        <p>
          <a href="/which-tag">Which tag is it?</a> <a href="/rarity">Rare or common?</a>{" "}
          <a href="/status">Status</a> <a href="/privacy">Privacy</a>{" "}
          <a href="/certificates">Certificates</a> <a href="/find-my-site">Find my site</a>
        </p>
      </footer>
    </div>
  );
}
