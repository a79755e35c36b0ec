import type { Metadata } from "next";
import type { ReactNode } from "react";
import { ABOUT_TAGS } from "@/app/tag-guide-address";
import { addressOf } from "@/base/env";
import { LISTS } from "@/db/tenant/choices";
import { visit } from "@/server/access";
import { LIST_PATHS, LIST_TITLES } from "../list-address";
import { SETS_PATH } from "../set-address";
import { Skinned } from "../skinned";
import { sharedAs } from "./shared-as";
import { currentSite } from "./site";

export async function generateMetadata(): Promise<Metadata> {
  const { name, skin } = await currentSite();
  const { scope } = await visit();
  const description = skin.tagline || `${skin.words.many} collected by ${name}.`;
  return {
    ...(await sharedAs({ title: name, description })),
    metadataBase: new URL(addressOf(scope.tenant.slug)),
    title: { default: name, template: `%s · ${name}` },
    description,
    icons: { icon: "/icon.svg", apple: "/apple-touch-icon.png" },
    robots: scope.tenant.confirmed ? undefined : { index: false },
  };
}

/** Tenant and skin, once for every public page. */
export default async function SiteLayout({ children }: { children: ReactNode }) {
  const [{ member, scope }, { name, skin, leadsToTags, reaches, hasSets }] = await Promise.all([
    visit(),
    currentSite(),
  ]);
  const nav = [
    { label: skin.words.collection, href: "/" },
    ...(hasSets ? [{ label: "Sets", href: SETS_PATH }] : []),
    ...LISTS.filter((list) => reaches[list] !== "members").map((list) => ({
      label: LIST_TITLES[list],
      href: LIST_PATHS[list],
    })),
    member ? { label: "Studio", href: "/studio" } : { label: "Sign in", href: "/sign-in" },
  ];
  return (
    <Skinned
      name={name}
      skin={skin}
      nav={nav}
      foot={leadsToTags ? ABOUT_TAGS : []}
      supportUntil={member?.supportUntil}
    >
      {!scope.tenant.confirmed && (
        <p className="notice">
          Only you see this site until you have followed the link in our mail.{" "}
          <a href="/studio">To the studio</a>
        </p>
      )}
      {children}
    </Skinned>
  );
}
