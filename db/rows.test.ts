import { expect, test } from "vitest";
import { withTenantRows } from "./rows";
import { asOwnRole } from "./servers";
import { describeTwins } from "./testing";

describeTwins("whole tables of a tenant", (twins) => {
  const limits =
    "select current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle";

  test("are read and written without the limits of the login, however long a statement takes", async () => {
    for (const { tenant } of [twins().ours.as("system"), twins().theirs.as("system")]) {
      const login = asOwnRole(tenant.database);
      const [own] = await login.unsafe(limits);
      await login.end();
      expect(own).not.toMatchObject({ statement: "0" });
      for (const mode of ["snapshot", "write"] as const) {
        const [here] = await withTenantRows(tenant.database, tenant.id, mode, ({ sql }) =>
          sql.unsafe(limits),
        );
        expect(here).toEqual({ statement: "0", idle: "0" });
      }
    }
  });
});
