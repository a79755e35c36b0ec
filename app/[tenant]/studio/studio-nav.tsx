"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { useEffect, useRef } from "react";
import { Link } from "@/components/ui/link";
import type { Role } from "@/db/tenant/roles";

const ROOMS = [
  { segment: null, href: "/studio", label: "Home", ownersOnly: false },
  { segment: "items", href: "/studio/items", label: "Items", ownersOnly: false },
  { segment: "skin", href: "/studio/skin", label: "Skin", ownersOnly: true },
  { segment: "members", href: "/studio/members", label: "Members", ownersOnly: false },
  { segment: "support", href: "/studio/support", label: "Support", ownersOnly: true },
  { segment: "log", href: "/studio/log", label: "Log", ownersOnly: true },
  { segment: "placement", href: "/studio/placement", label: "Data", ownersOnly: true },
  { segment: "walls", href: "/studio/walls", label: "Walls", ownersOnly: true },
  { segment: "export", href: "/studio/export", label: "Export", ownersOnly: true },
  { segment: "settings", href: "/studio/settings", label: "Settings", ownersOnly: true },
] as const;

/**
 * Links to the rooms that this role may enter. The current room is known by the layout segment, because the
 * path holds the folder of the rewrite.
 */
export function StudioNav({ role }: { readonly role: Role }) {
  const here = useSelectedLayoutSegment();
  const rooms = ROOMS.filter((room) => role === "owner" || !room.ownersOnly);
  const nav = useRef<HTMLElement>(null);
  // On a phone the rooms stand in one line that scrolls.
  useEffect(() => {
    const list = nav.current;
    const current = list?.querySelector<HTMLElement>(`[data-room="${here ?? ""}"]`);
    if (list && current) list.scrollLeft = current.offsetLeft - list.clientWidth / 2;
  }, [here]);
  return (
    <nav ref={nav} className="st-nav" aria-label="Studio">
      <ul>
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
    </nav>
  );
}
