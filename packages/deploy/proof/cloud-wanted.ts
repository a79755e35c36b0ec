/** What the proof is told by its environment, beside AWS's own credentials. */
export const WANTED = {
  PROVE_CLOUD_DOMAIN: "a domain that nobody uses, such as proof.beanie.ty",
  PROVE_CLOUD_ZONE: "the id of its Route 53 zone",
  PROVE_CLOUD_REGION: "the AWS region",
  PROVE_CLOUD_MAIL: "who is asked whether they want alarms",
  SMTP_URL: "a mail server",
} as const;

type Wanted = Readonly<Record<keyof typeof WANTED, string>>;

/** What the environment says of the account to prove on. @throws Error that names what is missing */
export function readWanted(): Wanted {
  const read = (name: keyof typeof WANTED) => {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is not set: ${WANTED[name]}.`);
    return value;
  };
  return {
    PROVE_CLOUD_DOMAIN: read("PROVE_CLOUD_DOMAIN"),
    PROVE_CLOUD_ZONE: read("PROVE_CLOUD_ZONE"),
    PROVE_CLOUD_REGION: read("PROVE_CLOUD_REGION"),
    PROVE_CLOUD_MAIL: read("PROVE_CLOUD_MAIL"),
    SMTP_URL: read("SMTP_URL"),
  };
}
