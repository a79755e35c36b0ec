import type { ReactNode } from "react";

/** What somebody writes about: its name, where its page is, and its picture. */
export interface WrittenAbout {
  readonly name: string;
  readonly href: string;
}

export interface WritePageProps {
  /** The site's name. */
  readonly site: string;
  /** Null where it is about nothing in particular. */
  readonly about: WrittenAbout | null;
  /** Where the form is sent. */
  readonly action: string;
  /** For how many days the site keeps what is written. */
  readonly days: number;
  /** The field that people don't see. */
  readonly trap: string;
  readonly typed: Readonly<Record<"name" | "email" | "text", string>>;
  /** What is wrong with each field, and why nothing was sent; empty before anything was. */
  readonly problems: Readonly<Record<string, string>>;
  readonly refusal: string;
  readonly longest: Readonly<Record<"name" | "text", number>>;
}

/** The form with which a visitor writes to a site's owners: a document that needs no script. */
export function WritePage(props: WritePageProps) {
  const { site, about, action, days, trap, typed, problems, refusal, longest } = props;
  return (
    <div className="write">
      <h1 className="page-title">
        Write to <bdi>{site}</bdi>
      </h1>
      <p className="write-about">
        {about ? (
          <>
            About{" "}
            <a href={about.href}>
              <bdi>{about.name}</bdi>
            </a>
          </>
        ) : (
          <a href="/">Back to the shelf</a>
        )}
      </p>
      {refusal && (
        <p className="write-refusal" role="alert">
          {refusal} <span>What you wrote is still here.</span>
        </p>
      )}
      <form className="write-form" method="post" action={action} noValidate>
        <Line
          name="text"
          label="Your message"
          hint={`In any language, up to ${longest.text.toLocaleString("en")} letters. Plain text.`}
          problem={problems.text}
        >
          {(control) => (
            <textarea {...control} rows={9} dir="auto" required defaultValue={typed.text} />
          )}
        </Line>
        <Line
          name="email"
          label="Your e-mail address"
          hint={`${site} sees it, to answer you. It stands nowhere on this site.`}
          problem={problems.email}
        >
          {(control) => (
            <input
              {...control}
              type="email"
              inputMode="email"
              autoComplete="email"
              required
              defaultValue={typed.email}
            />
          )}
        </Line>
        <Line name="name" label="Your name, if you like" problem={problems.name}>
          {(control) => (
            <input
              {...control}
              type="text"
              dir="auto"
              autoComplete="name"
              defaultValue={typed.name}
            />
          )}
        </Line>
        <p className="write-trap" aria-hidden="true">
          <label htmlFor="write-trap">Leave this empty</label>
          <input id="write-trap" name={trap} type="text" tabIndex={-1} autoComplete="off" />
        </p>
        <p className="write-terms">
          Your message goes to the people who run this site, by mail, and is kept for them for{" "}
          {days} days. You don’t see their address until they answer.
        </p>
        <button type="submit" className="button">
          Send the message
        </button>
      </form>
    </div>
  );
}

interface Control {
  readonly id: string;
  readonly name: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

function Line(props: {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly problem: string | undefined;
  readonly children: (control: Control) => ReactNode;
}) {
  const { name, label, hint, problem, children } = props;
  const id = `write-${name}`;
  const below = problem ?? hint;
  return (
    <div className="write-line">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        name,
        "aria-describedby": below ? `${id}-below` : undefined,
        "aria-invalid": problem ? true : undefined,
      })}
      {below && (
        <p className={problem ? "write-problem" : "write-hint"} id={`${id}-below`}>
          {below}
        </p>
      )}
    </div>
  );
}

/** What is said once a message is on its way; the same for everybody. */
export function SentPage(props: { readonly site: string; readonly about: WrittenAbout | null }) {
  const { site, about } = props;
  return (
    <div className="write">
      <h1 className="page-title">Your message is on its way</h1>
      <p>
        It goes to <bdi>{site}</bdi> by mail. An answer comes to the address that you gave; look
        among the unwanted mail, too.
      </p>
      <p>
        {about ? (
          <a className="button" href={about.href}>
            <span>
              Back to <bdi>{about.name}</bdi>
            </span>
          </a>
        ) : (
          <a className="button" href="/">
            To the shelf
          </a>
        )}
      </p>
    </div>
  );
}
