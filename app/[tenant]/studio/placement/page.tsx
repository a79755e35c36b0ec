import type { Metadata } from "next";
import { memberVisit } from "@/server/access";
import { describeHome } from "@/server/life/home";
import { Homes } from "./homes";
import { LastMove } from "./last-move";
import { PastMoves } from "./past-moves";
import { RunningMove } from "./running-move";
import { Watch } from "./watch";
import "./placement.css";

export const metadata: Metadata = { title: "Where your data lives" };

/** Where the site's data live, what each wall stops, and the move between them. */
export default async function Placement() {
  const { scope } = await memberVisit("owner");
  const { placement, running, past, oldCopyUntil } = await describeHome(scope.tenant);
  const [last] = past;
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>Where your data lives</h1>
      </div>
      {running && (
        <>
          <noscript>
            <meta httpEquiv="refresh" content="2" />
          </noscript>
          <Watch />
          <RunningMove move={running} />
        </>
      )}
      {!running && last && <LastMove move={last} oldCopyUntil={oldCopyUntil} />}
      <Homes placement={placement} isMoving={running !== null} />
      <p className="st-sub place-files">
        {placement === "stack"
          ? "Your photos live in your stack, too. Your address, everyone’s sign-ins and every link are what they were before the move, and will be after the next."
          : "Photos are files and live beside the databases, in a folder that only your site’s id leads to. They stay where they are when the rest moves, and come along into a stack. Your address, everyone’s sign-ins and every link stay what they are."}
      </p>
      <PastMoves moves={past} />
    </div>
  );
}
