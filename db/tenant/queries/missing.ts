import { Refusal } from "@/base/refusal";

export function noSuchItem(): Refusal {
  return new Refusal("There is no such item.", { status: 404 });
}
