import type { ReactNode } from "react";

/** One home: what its wall stops, what it does not, and whether the site lives there. */
export function Home(props: {
  readonly name: string;
  readonly drawing: ReactNode;
  readonly stops: string;
  readonly doesNotStop: string;
  readonly isHome: boolean;
  readonly children: ReactNode;
}) {
  return (
    <article className="place-home" data-home={props.isHome || undefined}>
      <div className="place-face">{props.drawing}</div>
      <div className="place-name">
        <h2>{props.name}</h2>
        {props.isHome && <p className="place-here">Your site lives here</p>}
      </div>
      <dl className="place-walls">
        <div>
          <dt>Stops</dt>
          <dd>{props.stops}</dd>
        </div>
        <div>
          <dt>Does not stop</dt>
          <dd>{props.doesNotStop}</dd>
        </div>
      </dl>
      {props.children}
    </article>
  );
}
