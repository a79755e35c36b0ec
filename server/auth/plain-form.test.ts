import { expect, test } from "vitest";
import { requirePlainForm } from "./plain-form";

const FORM = "application/x-www-form-urlencoded";
const post = (type: string | null, body: string) =>
  new Request("https://ours.example/api/auth/signin/email", {
    method: "POST",
    headers: type === null ? {} : { "content-type": type },
    body: new TextEncoder().encode(body),
  });

test.each([FORM, `${FORM};charset=UTF-8`, `${FORM}; charset=utf-8`, FORM.toUpperCase()])(
  "a form sent as %s passes, and its body can still be read",
  async (type) => {
    const request = post(type, "email=a%40b.example&csrfToken=x");
    await requirePlainForm(request);
    expect(await request.text()).toBe("email=a%40b.example&csrfToken=x");
  },
);

test.each([
  null,
  "",
  "application/json",
  "text/plain",
  "multipart/form-data; boundary=end",
  `${FORM}; application/json`,
  `application/json; ${FORM}`,
  `${FORM}, application/json`,
  `${FORM};charset=utf-16`,
])("a body sent as %s is refused", async (type) => {
  await expect(requirePlainForm(post(type, '{"email":"a@b.example"}'))).rejects.toMatchObject({
    name: "Refusal",
    status: 415,
  });
});

test.each(["email=a&email=b", "email=a&%65mail=b", "email=a&csrfToken=x&email=", "x&x"])(
  "the form %s, which repeats a field, is refused",
  async (body) => {
    await expect(requirePlainForm(post(FORM, body))).rejects.toMatchObject({
      name: "Refusal",
      status: 400,
    });
  },
);
