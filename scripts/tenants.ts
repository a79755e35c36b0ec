/**
 * `npm run tenants -- …`: everything that happens to sites and their databases. See `--help`. Its log is silent
 * unless LOG_LEVEL says otherwise, because stdout belongs to the answer.
 */
process.env.LOG_LEVEL ||= "fatal";
const { processTerminal } = await import("@/cli/terminal");
const { runTenants } = await import("@/cli/program");
const { handDrivers } = await import("@/jobs/stack-driver");
const { openGround } = await import("@/packages/deploy/stack/drivers");

handDrivers(openGround);

process.exit(await runTenants(process.argv.slice(2), processTerminal()));

export {};
