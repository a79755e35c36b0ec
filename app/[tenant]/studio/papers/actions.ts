"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { readSelection } from "@/db/tenant/queries/table/change";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { action } from "@/server/action";
import { orderPaper, PaperOrderSchema } from "@/server/papers/order";
import { today } from "../zone";

/** Has a paper made, under the id that the browser gave it: ordered twice it is made once. */
export const makePaper = action({
  name: "make paper",
  by: "viewer",
  input: PaperOrderSchema.omit({ day: true }).extend({
    id: z.uuid("There is no such paper."),
  }),
  rate: { limit: 30, seconds: 3600 },
  run: async ({ scope, member, input: { id, ...paper } }) => {
    const fields = await scope.read((tx) => listTableFields(tx));
    if (!readSelection(paper.selection, fields))
      throw new Refusal("Pick some items first.", { status: 400 });
    const order = { ...paper, day: await today() };
    await orderPaper({ tenant: scope.tenant, id, memberId: member.id, paper: order });
  },
});
