import { measureCatalogue } from "./catalogue";
import { measureEmit } from "./emit";
import { measureExport } from "./export";
import { measureFleet } from "./fleet";
import { measureHistory } from "./history";
import { measureImport } from "./import";
import { measureIsolation } from "./isolation";
import { measureKept, measureKeptLoad } from "./kept-shelf";
import { measureKills } from "./kills";
import { measureLighthouse } from "./lighthouse";
import { measureMove } from "./move";
import { measureDown } from "./neighbours-down";
import { measureFlood } from "./neighbours-flood";
import { measureOwnSignUp } from "./own-sign-up";
import { measureScripts } from "./pages";
import { measureReport } from "./report";
import { measureRolling } from "./rolling";
import { measureRoundTrip } from "./round-trip";
import { measureCpu } from "./shelf";
import { measureTenants } from "./shelf-of-many";
import { measureSignUp } from "./sign-up";
import { measureTableInBrowser } from "./sizes-browser";
import { measureBulk } from "./sizes-bulk";
import { measureSave } from "./sizes-save";
import { measureAsked, measureFirstPages, measureNeighbourhood } from "./sizes-shelf";
import { measureTable } from "./sizes-table";
import { measureSoak } from "./soak";
import { measureTelemetry } from "./telemetry";
import type { Testbed } from "./testbed";

/** One measured figure beside its bar. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  readonly bar: string;
  readonly met: boolean;
}

/** Every figure the product promises, in the order in which they are measured. */
export const FIGURES: readonly {
  readonly name: string;
  /** @param minutes how long it shall take, where it asks for that */
  readonly measure: (testbed: Testbed, minutes?: number) => Promise<Figure[]>;
}[] = [
  { name: "scripts", measure: measureScripts },
  { name: "lighthouse", measure: measureLighthouse },
  { name: "sign-up", measure: measureSignUp },
  { name: "own-sign-up", measure: measureOwnSignUp },
  { name: "kills", measure: measureKills },
  { name: "round-trip", measure: measureRoundTrip },
  { name: "kept", measure: measureKept },
  { name: "load", measure: measureKeptLoad },
  { name: "cpu", measure: measureCpu },
  { name: "tenants", measure: measureTenants },
  { name: "history", measure: measureHistory },
  { name: "export", measure: measureExport },
  { name: "report", measure: measureReport },
  { name: "move", measure: measureMove },
  { name: "fleet", measure: measureFleet },
  { name: "catalogue", measure: measureCatalogue },
  { name: "down", measure: measureDown },
  { name: "flood", measure: measureFlood },
  { name: "emit", measure: measureEmit },
  { name: "rolling", measure: measureRolling },
  { name: "telemetry", measure: measureTelemetry },
  { name: "soak", measure: measureSoak },
  { name: "isolation", measure: measureIsolation },
  { name: "import", measure: measureImport },
  // The last, so that no other figure meets a site of 200,000 items.
  { name: "sizes-first-page", measure: measureFirstPages },
  { name: "sizes-asked", measure: measureAsked },
  { name: "sizes-neighbours", measure: measureNeighbourhood },
  { name: "sizes-table", measure: measureTable },
  { name: "sizes-bulk", measure: measureBulk },
  { name: "sizes-save", measure: measureSave },
  { name: "sizes-browser", measure: measureTableInBrowser },
];
