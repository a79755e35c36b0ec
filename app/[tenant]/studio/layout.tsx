import "@/components/ui/ui.css";
import "./studio.css";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SupportBanner } from "@/components/support-banner";
import { Toasts } from "@/components/ui/toast";
import { memberVisit } from "@/server/access";
import { currentSite } from "../(site)/site";
import { CommandBar } from "./command-bar";
import { UndoingRoom } from "./history/undoing";
import { KeepZone } from "./keep-zone";
import { StatusNotice } from "./status-notice";
import { StudioNav } from "./studio-nav";
import { SupportNotice } from "./support/notice";
import "./support/support.css";

export const metadata: Metadata = {
  title: { default: "Studio", template: "%s · Studio" },
  robots: { index: false },
};

/** The owner's rooms: one quiet look for every site, and the way between them. */
export default async function StudioLayout({ children }: { children: ReactNode }) {
  const [{ member }, { name }] = await Promise.all([memberVisit(), currentSite()]);
  return (
    <div className="studio">
      <KeepZone />
      {member.supportUntil && <SupportBanner until={member.supportUntil} />}
      <a className="st-skip" href="#room">
        Skip to the room
      </a>
      <Toasts>
        <UndoingRoom>
          <div className="st-frame">
            <header className="st-side">
              <div className="st-site">
                <a className="st-site-name" href="/studio">
                  {name}
                </a>
                <p className="st-site-kind">Studio</p>
              </div>
              <CommandBar role={member.role} />
              <StudioNav role={member.role} />
              <div className="st-leave">
                <a href="/">View site</a>
                <a href="/sign-out">Sign out</a>
                <p className="st-who" title={member.supportUntil ? member.name : member.email}>
                  {member.supportUntil ? member.name : member.email}
                </p>
              </div>
            </header>
            <main className="st-main" id="room" tabIndex={-1}>
              <SupportNotice />
              <StatusNotice />
              {children}
            </main>
          </div>
        </UndoingRoom>
      </Toasts>
    </div>
  );
}
