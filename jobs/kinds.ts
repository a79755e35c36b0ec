import { announce } from "./announce";
import { backup } from "./backup";
import { bulkEdit } from "./bulk-edit";
import { create } from "./create";
import { endSupport } from "./end-support";
import { exportSite } from "./export";
import { importSite } from "./import";
import { intake } from "./intake";
import { message } from "./message";
import { mirror } from "./mirror";
import { move } from "./move";
import type { AnyKind } from "./operation";
import { paper } from "./paper";
import { purge } from "./purge";
import { restore } from "./restore";
import { retire } from "./retire";
import { retireCopy } from "./retire-copy";
import { settle } from "./settle";
import { spare } from "./spares";
import { undo } from "./undo";
import { upgradeStack } from "./upgrade-stack";

/** Every kind of operation, by the name under which it is ordered. */
export const kinds: Readonly<Record<string, AnyKind>> = {
  announce,
  backup,
  "bulk-edit": bulkEdit,
  create,
  "end-support": endSupport,
  export: exportSite,
  import: importSite,
  intake,
  message,
  paper,
  restore,
  purge,
  mirror,
  move,
  "retire-copy": retireCopy,
  retire,
  settle,
  spare,
  undo,
  "upgrade-stack": upgradeStack,
};
