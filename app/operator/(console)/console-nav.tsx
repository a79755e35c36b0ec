"use client";

import { useSelectedLayoutSegment } from "next/navigation";
import { Link } from "@/components/ui/link";

const ROOMS = [
  { segments: [null, "tenants"], href: "/", label: "Tenants" },
  { segments: ["databases"], href: "/databases", label: "Databases" },
  { segments: ["operations"], href: "/operations", label: "Operations" },
  { segments: ["incidents"], href: "/incidents", label: "Incidents" },
  { segments: ["maintenance"], href: "/maintenance", label: "Maintenance" },
  { segments: ["corrections"], href: "/corrections", label: "Corrections" },
  { segments: ["complaints"], href: "/complaints", label: "Complaints" },
  { segments: ["isolation"], href: "/isolation", label: "Isolation" },
  { segments: ["audit"], href: "/audit", label: "Audit" },
] as const;

/**
 * Links to the rooms. The current room is known by the layout segment, because the path holds the folder of the
 * rewrite.
 */
export function ConsoleNav() {
  const here = useSelectedLayoutSegment();
  return (
    <nav className="op-nav" aria-label="Console">
      <ul>
        {ROOMS.map(({ segments, href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={segments.some((segment) => segment === here) ? "page" : undefined}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
