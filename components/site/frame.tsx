import type { ReactNode } from "react";
import type { Skin } from "@/themes/skin";
import type { NavLink } from "./model";

export interface SiteFrameProps {
  readonly skin: Skin;
  readonly name: string;
  /** Address of the logo named by the skin; null shows the name alone. */
  readonly logoSrc: string | null;
  readonly nav: readonly NavLink[];
  /** Pages of the site that stand at its foot. */
  readonly foot?: readonly NavLink[];
  /** The platform's own front page. */
  readonly platformHref: string;
  readonly homeHref?: string;
  /** True for a picture of a site inside another page, which has no landmarks and no ids. */
  readonly miniature?: boolean;
  readonly children: ReactNode;
}

const LONG_NAME = 18;

/** Header, main and footer of a public page, built as the skin says. */
export function SiteFrame(props: SiteFrameProps) {
  const { skin, name, miniature, children, foot = [] } = props;
  const Header = miniature ? "div" : "header";
  const Main = miniature ? "div" : "main";
  const Footer = miniature ? "div" : "footer";
  return (
    <div
      className="site"
      {...skinAttributes(skin)}
      data-name={name.length > LONG_NAME ? "long" : "short"}
    >
      {!miniature && (
        <a className="skip" href="#main">
          Skip to {skin.words.collection}
        </a>
      )}
      <div className="site-plan">
        <Header className="site-header">
          <Brand {...props} />
          <MainNav {...props} />
        </Header>
        <Main className="site-main" {...(miniature ? {} : { id: "main", tabIndex: -1 })}>
          {children}
        </Main>
        <Footer className="site-footer">
          {foot.length > 0 && (
            <nav aria-label="About tags">
              <ul>
                {foot.map(({ label, href }) => (
                  <li key={href}>
                    <a href={href}>{label}</a>
                  </li>
                ))}
              </ul>
            </nav>
          )}
          <p>Not affiliated with Ty Inc. Names and marks belong to their owners.</p>
          <p>
            Made with <a href={props.platformHref}>Swingtag</a>
          </p>
        </Footer>
      </div>
    </div>
  );
}

/** The attributes by which the stylesheet knows how a skin is built. */
function skinAttributes(skin: Skin): Record<`data-${string}`, string> {
  return {
    "data-shelf": skin.shelf,
    "data-header": skin.header,
    "data-detail": skin.detail,
    "data-density": skin.density,
    "data-corner": skin.corner,
    "data-type": skin.type,
  };
}

function Brand({ skin, name, logoSrc, homeHref = "/" }: SiteFrameProps) {
  return (
    <div className="site-brand">
      <a className="site-name" href={homeHref}>
        {skin.logo && logoSrc && (
          <img
            className="site-logo"
            src={logoSrc}
            alt={skin.logo.alt}
            width={skin.logo.width}
            height={skin.logo.height}
          />
        )}
        <span>{name}</span>
      </a>
      {skin.tagline && <p className="site-tagline">{skin.tagline}</p>}
    </div>
  );
}

function MainNav({ nav, miniature }: SiteFrameProps) {
  const Nav = miniature ? "div" : "nav";
  if (nav.length === 0) return null;
  return (
    <Nav className="site-nav" {...(miniature ? {} : { "aria-label": "Main" })}>
      <ul>
        {nav.map((link) => (
          <li key={link.href}>
            <a href={link.href} aria-current={link.current ? "page" : undefined}>
              {link.label}
            </a>
          </li>
        ))}
      </ul>
    </Nav>
  );
}
