import { expect, test, vi } from "vitest";
import { signInKeyOf } from "@/base/stack";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import { describeTwins } from "@/db/testing";
import { tenantNamed } from "../access/tenants";
import { orderMove } from "./move";
import { deleteTenant } from "./remove";
import { renameTenant } from "./rename";

vi.hoisted(() => {
  process.env.STACK = "s00000001";
  process.env.SIGN_IN_KEY = "the key of our sign-ins, from the platform";
});

describeTwins("inside a stack", (twins) => {
  const why = { by: "owner", reason: "test" };

  test.each([
    ["renamed", () => renameTenant({ tenant: twins().ours.tenant, name: "elsewhere", ...why })],
    ["deleted", () => deleteTenant({ tenant: twins().ours.tenant, ...why })],
    ["moved", () => orderMove({ tenant: twins().ours.tenant, to: "pool", ...why })],
  ])("a site can't be %s; it is said whom to ask, and nothing has changed", async (done, act) => {
    const find = () => platform.read((tx) => findTenantById(tx, twins().ours.tenant.id));
    const before = await find();
    await expect(act()).rejects.toMatchObject({
      name: "Refusal",
      status: 409,
      message: expect.stringContaining(`${done} by Swingtag's operators`),
    });
    expect(await find()).toEqual(before);
  });

  test("links of sign-in count by the platform's key", () => {
    expect(signInKeyOf(twins().ours.tenant.id)).toBe("the key of our sign-ins, from the platform");
  });

  test("every site of its directory lives in a stack, to whoever asks where", async () => {
    expect(await tenantNamed(twins().ours.tenant.slug)).toMatchObject({ placement: "stack" });
  });

  test("a name nobody has is nobody's where the directory has more than one site", async () => {
    expect(await tenantNamed("nobody-has-this")).toBeNull();
  });
});
