"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { useEffect, useRef } from "react";
import { Link } from "@/components/ui/link";
import { mayActAs, type Role } from "@/db/tenant/roles";

interface Room {
  readonly segment: string | null;
  readonly href: string;
  readonly label: string;
  readonly least: Role;
}

/** Where one works on the collection, and where on the site that shows it. */
const GROUPS: readonly (readonly Room[])[] = [
  [
    { segment: null, href: "/studio", label: "Home", least: "viewer" },
    { segment: "items", href: "/studio/items", label: "Items", least: "viewer" },
    { segment: "sets", href: "/studio/sets", label: "Sets", least: "viewer" },
    { segment: "places", href: "/studio/places", label: "Places", least: "viewer" },
    { segment: "values", href: "/studio/values", label: "Values", least: "viewer" },
    { segment: "papers", href: "/studio/papers", label: "Papers", least: "viewer" },
    { segment: "import", href: "/studio/import", label: "Import", least: "editor" },
    { segment: "fields", href: "/studio/fields", label: "Fields", least: "editor" },
    { segment: "inbox", href: "/studio/inbox", label: "Photos", least: "editor" },
    { segment: "history", href: "/studio/history", label: "History", least: "editor" },
  ],
  [
    { segment: "messages", href: "/studio/messages", label: "Messages", least: "editor" },
    { segment: "shared", href: "/studio/shared", label: "Links", least: "owner" },
    { segment: "skin", href: "/studio/skin", label: "Skin", least: "owner" },
    { segment: "members", href: "/studio/members", label: "Members", least: "viewer" },
    { segment: "support", href: "/studio/support", label: "Support", least: "owner" },
    { segment: "log", href: "/studio/log", label: "Log", least: "owner" },
    { segment: "placement", href: "/studio/placement", label: "Data", least: "owner" },
    { segment: "walls", href: "/studio/walls", label: "Walls", least: "owner" },
    { segment: "export", href: "/studio/export", label: "Export", least: "owner" },
    { segment: "settings", href: "/studio/settings", label: "Settings", least: "owner" },
  ],
];

/** The rooms that a role may enter. */
export function roomsOf(role: Role): readonly Room[] {
  return groupsOf(role).flat();
}

function groupsOf(role: Role): readonly (readonly Room[])[] {
  return GROUPS.map((rooms) => rooms.filter(({ least }) => mayActAs(role, least)));
}

/**
 * Links to the rooms that this role may enter. The current room is known by the layout segment, because the
 * path holds the folder of the rewrite.
 */
export function StudioNav({ role }: { readonly role: Role }) {
  const here = useSelectedLayoutSegment();
  const nav = useRef<HTMLElement>(null);
  // On a phone the rooms stand in one line that scrolls.
  useEffect(() => {
    const list = nav.current;
    const current = list?.querySelector<HTMLElement>(`[data-room="${here ?? ""}"]`);
    if (list && current) list.scrollLeft = current.offsetLeft - list.clientWidth / 2;
  }, [here]);
  return (
    <nav ref={nav} className="st-nav" aria-label="Studio">
      {groupsOf(role).map((rooms) => (
        <ul key={rooms[0]?.href}>
          {rooms.map((room) => (
            <li key={room.href}>
              <Link
                href={room.href}
                data-room={room.segment ?? ""}
                aria-current={room.segment === here ? "page" : undefined}
              >
                {room.label}
              </Link>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  );
}
