import type { ReactNode } from "react";
import { TAG_PATH } from "@/components/www/wordmark";

/** What stands around every page of the console. */
export function ConsoleFrame(props: {
  /** The rooms with the one that is open marked; null while nobody is signed in. */
  readonly nav: ReactNode;
  readonly email: string | null;
  readonly children: ReactNode;
}) {
  return (
    <div className="www op">
      <a className="op-skip" href="#room">
        Skip to the page
      </a>
      <header className="op-top">
        <a className="op-name" href="/">
          <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
            <path fillRule="evenodd" d={TAG_PATH} />
          </svg>
          Swingtag <span>operators</span>
        </a>
        {props.nav}
        {props.email && (
          <a className="op-who" href="/session">
            {props.email}
          </a>
        )}
      </header>
      <main className="op-main" id="room" tabIndex={-1}>
        {props.children}
      </main>
    </div>
  );
}
