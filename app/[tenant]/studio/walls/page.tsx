import type { Metadata } from "next";
import { directory } from "@/db/platform/directory";
import { findLastRun } from "@/db/platform/queries/isolation";
import { lookAtWalls } from "@/db/tenant/queries/walls";
import { memberVisit } from "@/server/access";
import { LastAttack } from "./last-attack";
import { Promised } from "./promised";
import { Standing } from "./standing";
import "./walls.css";

export const metadata: Metadata = { title: "Your walls" };

/** What separates this site from others, when that was last attacked and how it ended, and what is promised. */
export default async function YourWalls() {
  const { scope } = await memberVisit("owner");
  const [walls, run] = await Promise.all([scope.read(lookAtWalls), directory.read(findLastRun)]);
  const { placement } = scope.tenant;
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>Your walls</h1>
      </div>
      <p className="st-sub wall-about">
        What keeps other sites from your data, and you from theirs. The first four were read from
        the database a moment ago; the last two are how the program is built.
      </p>
      <Standing walls={walls} placement={placement} />
      <LastAttack run={run} />
      <Promised placement={placement} />
    </div>
  );
}
