import { expect, test } from "vitest";
import { notFound, Refusal } from "./refusal";

test("a refusal carries its sentence, its fields and the status to answer with", () => {
  const refusal = new Refusal("That name is taken.", {
    status: 409,
    fields: { name: "Taken. Try peanut-shelf." },
    retryAfter: 30,
  });
  expect(refusal).toBeInstanceOf(Error);
  expect(refusal).toMatchObject({
    name: "Refusal",
    message: "That name is taken.",
    status: 409,
    fields: { name: "Taken. Try peanut-shelf." },
    retryAfter: 30,
  });
});

test("a refusal without options is a 422 with no fields and no waiting time", () => {
  const refusal = new Refusal("A title is needed.");
  expect(refusal.status).toBe(422);
  expect(refusal.fields).toEqual({});
  expect(refusal.retryAfter).toBeUndefined();
});

test("everything that is not found answers alike", () => {
  const { message, status, fields } = notFound();
  expect({ message, status, fields }).toEqual({
    message: notFound().message,
    status: 404,
    fields: {},
  });
});
