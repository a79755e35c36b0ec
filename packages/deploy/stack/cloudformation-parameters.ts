import type { CfnParameter, CfnParameterProps } from "aws-cdk-lib";

const text = (description: string, more: CfnParameterProps = {}): CfnParameterProps => ({
  type: "String",
  description,
  ...more,
});

/** What a tenant's stack is told: who it is, where it stands, and how large it is. */
const PARAMETERS = {
  name: text("s and eight digits.", { allowedPattern: "s[0-9]{8}" }),
  image: text("Name and tag of the image that the platform runs."),
  databasePassword: text("The password of its Postgres administrator.", { noEcho: true }),
  settings: text("Its settings by name, as JSON.", { noEcho: true }),
  network: text("The platform's network.", { type: "AWS::EC2::VPC::Id" }),
  subnets: text("Where its tasks and database stand: two zones at least.", {
    type: "List<AWS::EC2::Subnet::Id>",
  }),
  range: text("The addresses of the platform's network."),
  namespace: text("The id of the namespace in which it gets a name."),
  names: text("The name of that namespace."),
  cluster: text("The platform's cluster."),
  databaseClass: text("RDS's class of its database.", { default: "db.t4g.small" }),
  multiAz: text("Whether its database stands in two zones.", {
    default: "true",
    allowedValues: ["true", "false"],
  }),
  disk: text("Its database's disk in GiB at first; it grows.", { default: "20" }),
  webCount: { type: "Number", description: "How many web processes.", default: 2, minValue: 1 },
} as const satisfies Record<string, CfnParameterProps>;

export type ParameterName = keyof typeof PARAMETERS;

export type Parameters = Readonly<Record<ParameterName, CfnParameter>>;

/** As CloudFormation knows them, which allows a resource no other's name. */
export function parameterId(name: ParameterName): string {
  return `Given${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** Makes each of them. */
export function parameters(
  make: (id: string, props: CfnParameterProps) => CfnParameter,
): Parameters {
  const made = (name: ParameterName) => make(parameterId(name), PARAMETERS[name]);
  return {
    name: made("name"),
    image: made("image"),
    databasePassword: made("databasePassword"),
    settings: made("settings"),
    network: made("network"),
    subnets: made("subnets"),
    range: made("range"),
    namespace: made("namespace"),
    names: made("names"),
    cluster: made("cluster"),
    databaseClass: made("databaseClass"),
    multiAz: made("multiAz"),
    disk: made("disk"),
    webCount: made("webCount"),
  };
}
