const WHEN = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
  timeZoneName: "short",
});

/**
 * Stands above every page that support looks at. Its styles are inline and the same for every skin, because
 * every visitor would load a stylesheet for a bar that no visitor sees.
 */
export function SupportBanner({ until }: { readonly until: Date }) {
  return (
    <p
      role="status"
      style={{
        margin: 0,
        padding: "0.6rem 1rem",
        background: "#ffdd3c",
        color: "#15205f",
        font: "500 0.9375rem/1.4 system-ui, sans-serif",
        textAlign: "center",
      }}
    >
      Swingtag support looks at this site, by its owner’s leave, until {WHEN.format(until)}. Nothing
      can be changed.{" "}
      <a href="/sign-out" style={{ color: "inherit", textDecoration: "underline" }}>
        Leave
      </a>
    </p>
  );
}
