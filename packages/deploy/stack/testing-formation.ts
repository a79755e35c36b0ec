import type { StackStatus } from "@aws-sdk/client-cloudformation";
import type { Formation, Formed, Happening, Making } from "./formation";

/** What CloudFormation does with an order: the states it goes through, one for each look. */
export type Course = readonly StackStatus[];

interface Told {
  readonly courses: { create?: Course; update?: Course; remove?: Course; takeBack?: Course };
  /** The state a stack is found in at first, if it is there. */
  readonly found?: StackStatus;
  /** How many times something still stands in the way of its removal. */
  readonly stuck?: number;
  readonly reason?: string;
}

/** A CloudFormation that fails as it is told to. `calls` says what was asked of it, in order. */
export function fakeFormation({ courses, found, stuck = 0, reason = "" }: Told) {
  const calls: string[] = [];
  const made: Making[] = [];
  let states: StackStatus[] = found ? [found] : [];
  let happenings: Happening[] = [];
  let left = stuck;
  const outputs = {
    Origin: "http://s00000001.swingtag.internal:3000",
    Server: "database.internal:5432",
    FilesBucket: "swingtag-s00000001",
  };
  const begin = (call: string, course: Course) => {
    calls.push(call);
    states = [...course];
    happenings = [
      ...happenings,
      ...course.map((status, at) => ({
        id: `${call} ${happenings.length + at}`,
        resource: "Database",
        type: "AWS::RDS::DBInstance",
        status,
        reason: status.endsWith("FAILED") ? reason : "",
      })),
    ];
  };
  const formation: Formation = {
    async find() {
      const [state, ...later] = states;
      if (state === undefined || state === "DELETE_COMPLETE") return null;
      if (later.length > 0) states = later;
      const formed: Formed = { status: state, outputs };
      return formed;
    },
    async create(_, making) {
      made.push(making);
      begin("create", courses.create ?? ["CREATE_IN_PROGRESS", "CREATE_COMPLETE"]);
    },
    async update(_, making) {
      made.push(making);
      if (!courses.update) {
        calls.push("update");
        return false;
      }
      begin("update", courses.update);
      return true;
    },
    async takeBack() {
      begin("take back", courses.takeBack ?? ["UPDATE_ROLLBACK_COMPLETE"]);
    },
    async remove() {
      const fails = left-- > 0;
      begin("remove", fails ? ["DELETE_IN_PROGRESS", "DELETE_FAILED"] : ["DELETE_COMPLETE"]);
    },
    async happenings(_, after) {
      return happenings.slice(happenings.findIndex(({ id }) => id === after) + 1);
    },
    async list() {
      return ["swingtag-s00000001", "swingtag-services", "swingtag-s123"];
    },
    async empty(bucket) {
      calls.push(`empty ${bucket}`);
    },
  };
  return { formation, calls, made };
}
