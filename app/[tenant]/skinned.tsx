import type { ReactNode } from "react";
import { addressOf } from "@/base/env";
import { SiteFrame } from "@/components/site/frame";
import type { NavLink } from "@/components/site/model";
import { SupportBanner } from "@/components/support-banner";
import { currentRequest } from "@/server/access/request";
import { printStylesheet } from "@/themes/css";
import { fontFaces, fontPreloads } from "@/themes/font-css";
import type { Skin } from "@/themes/skin";
import { photoAddress } from "./photo-address";

interface SkinnedProps {
  readonly name: string;
  readonly skin: Skin;
  readonly nav: readonly NavLink[];
  readonly foot?: readonly NavLink[];
  /** Set when support looks at the page: until when its grant lasts. */
  readonly supportUntil?: Date | null;
  readonly children: ReactNode;
}

/** A page in the site's skin: its fonts, its stylesheet printed from parsed values, its frame. */
export async function Skinned({ name, skin, nav, foot, supportUntil, children }: SkinnedProps) {
  const { nonce } = await currentRequest();
  return (
    <>
      {fontPreloads(skin.type).map((href) => (
        <link key={href} rel="preload" as="font" type="font/woff2" href={href} crossOrigin="" />
      ))}
      <style nonce={nonce}>{fontFaces(skin.type) + printStylesheet(skin)}</style>
      {supportUntil && <SupportBanner until={supportUntil} />}
      <SiteFrame
        skin={skin}
        name={name}
        logoSrc={skin.logo && photoAddress(skin.logo.key, "shelf")}
        nav={nav}
        foot={foot}
        platformHref={addressOf(null)}
      >
        {children}
      </SiteFrame>
    </>
  );
}
