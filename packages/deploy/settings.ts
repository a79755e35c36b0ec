import { z } from "zod";

const hostName = z
  .string()
  .regex(
    /^[a-z0-9-]+(\.[a-z0-9-]+)*$/,
    "takes a host name such as beanie.ty, without scheme and port",
  );

const mail = z.email("takes an e-mail address");

/**
 * Everything a deployment can say about itself, once: type, default and the sentence that explains it.
 * Only `domain` has no default that would be right for others; what else a target cannot do without, it asks for
 * by name when it emits.
 */
export const deploymentSettings = {
  domain: {
    schema: hostName.default("localhost"),
    says: "The apex. Sites answer on NAME.domain. localhost for a trial on one machine.",
  },
  operators: {
    schema: z.array(mail).default([]),
    says: "E-mail addresses of those who may sign in on operator.domain.",
  },
  mailFrom: {
    schema: z.string().min(3).optional(),
    says: "The sender of all mail. `Swingtag <no-reply@domain>` where none is given.",
  },
  size: {
    schema: z.enum(["small", "medium", "large"]).default("small"),
    says: "small carries about 10 tenants, medium 1,000, large 100,000: replicas, processors, memory and database.",
  },
  image: {
    schema: z
      .string()
      .regex(
        /^[a-z0-9]+([._:/-][a-z0-9]+)*$/,
        "takes an image's name such as registry.example/swingtag, without a tag",
      )
      .default("swingtag"),
    says: "The image's name, with its registry where it comes from one. The tag is the version.",
  },
  version: {
    schema: z
      .string()
      .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/i, "takes letters, digits, '.', '_' and '-'")
      .optional(),
    says: "The image's tag. The version in package.json where none is given.",
  },
  certificateMail: {
    schema: mail.optional(),
    says: "Whom the certificate authority writes to. Needed where a proxy of ours gets the certificates.",
  },
  certificates: {
    schema: z.enum(["internal", "on-demand", "files"]).default("internal"),
    says: "compose and onprem: `internal` signs its own (for trials and closed networks), `on-demand` asks Let's Encrypt for each site at its first visit, `files` uses the wildcard certificate you bring.",
  },
  files: {
    schema: z.enum(["volume", "bucket"]).default("volume"),
    says: "compose, onprem and kubernetes: where photos are kept, a volume that all instances share or an S3 bucket.",
  },
  bucket: {
    schema: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{2,62}$/, "takes an S3 bucket's name")
      .optional(),
    says: "The bucket's name, where files are in one that exists already.",
  },
  bucketEndpoint: {
    schema: z.url({ protocol: /^https?$/, error: "takes an http(s) address" }).optional(),
    says: "The address of an S3-compatible store; Amazon's where none is given.",
  },
  httpsPort: {
    schema: z.number().int().min(1).max(65535).default(443),
    says: "compose and onprem: the port on which the proxy serves https.",
  },
  httpPort: {
    schema: z.number().int().min(1).max(65535).default(80),
    says: "compose and onprem: the port that redirects to https.",
  },
  project: {
    schema: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "takes a-z, 0-9, - and _")
      .default("swingtag"),
    says: "compose and onprem: what containers, networks and volumes are named by, so that two installations can share an engine.",
  },
  proxyNetwork: {
    schema: z
      .cidrv4("takes a network such as 172.30.77.0/24")
      .regex(/\.0\/24$/, "takes a network of 256 addresses such as 172.30.77.0/24")
      .default("172.30.77.0/24"),
    says: "compose and onprem: the network between the proxy and the web processes. Another where this one is in use on the machine.",
  },
  keepLogsDays: {
    schema: z.number().int().min(1).max(3650).default(30),
    says: "For how many days logs, traces and metrics are kept.",
  },
  keepBackupsDays: {
    schema: z.number().int().min(1).max(3650).default(30),
    says: "For how many days the platform's own database backups are kept.",
  },
  alarmsTo: {
    schema: mail.optional(),
    says: "Who is written to when something fails: alarms on AWS. Needed there.",
  },
  region: {
    schema: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "takes an AWS region such as eu-central-1")
      .optional(),
    says: "fargate and lambda: the AWS region. Needed there.",
  },
  hostedZone: {
    schema: z
      .string()
      .regex(/^Z[A-Z0-9]{5,31}$/, "takes a Route 53 zone id such as Z0123456789ABC")
      .optional(),
    says: "fargate and lambda: the id of the Route 53 zone of the domain. Needed there.",
  },
  outpost: {
    schema: z.string().startsWith("arn:", "takes the ARN of an Outpost").optional(),
    says: "fargate: the ARN of an Outpost to place services and database on, instead of the region.",
  },
  ingressClass: {
    schema: z.string().min(1).default("traefik"),
    says: "kubernetes: the ingress class of the cluster.",
  },
  issuer: {
    schema: z.string().min(1).optional(),
    says: "kubernetes: the cert-manager ClusterIssuer that gives wildcard certificates. Without it the secret swingtag-tls must exist.",
  },
  storageClass: {
    schema: z.string().min(1).optional(),
    says: "kubernetes: the storage class of the volumes; the cluster's default where none is given. Shared files need one that allows ReadWriteMany.",
  },
  stacks: {
    schema: z.boolean().default(false),
    says: "Whether the worker may create stacks of their own for tenants: it is then given the rights to do so on its ground.",
  },
} as const;

type Shape = { [K in keyof typeof deploymentSettings]: (typeof deploymentSettings)[K]["schema"] };

const shape = Object.fromEntries(
  Object.entries(deploymentSettings).map(([name, { schema }]) => [name, schema]),
) as Shape;

const DeploymentSchema = z.strictObject(shape);

/** A deployment as it is written down. */
export type DeploymentInput = z.input<typeof DeploymentSchema>;

/** The same with every default. */
export type Deployment = z.output<typeof DeploymentSchema>;

/** A setting that is missing or wrong; each line names one and says what to do. */
export class WrongSetting extends Error {
  override name = "WrongSetting";
}

/**
 * Parses a deployment.
 * @throws WrongSetting with one line for each setting that is wrong or that does not exist
 */
export function readDeployment(input: unknown): Deployment {
  const parsed = DeploymentSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new WrongSetting(parsed.error.issues.map(sentence).join("\n"));
}

/**
 * What a target cannot do without.
 * @throws WrongSetting that names each of `names` that is not set
 */
export function demand<Name extends keyof Deployment>(
  deployment: Deployment,
  target: string,
  ...names: Name[]
): Complete<Name> {
  if (isComplete(deployment, names)) return deployment;
  const missing = names.filter((name) => deployment[name] === undefined);
  throw new WrongSetting(
    missing
      .map((name) => `${name} is missing, and ${target} needs it. ${deploymentSettings[name].says}`)
      .join("\n"),
  );
}

type Complete<Name extends keyof Deployment> = Deployment & Required<Pick<Deployment, Name>>;

function isComplete<Name extends keyof Deployment>(
  deployment: Deployment,
  names: readonly Name[],
): deployment is Complete<Name> {
  return names.every((name) => deployment[name] !== undefined);
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys")
    return `There is no setting ${issue.keys.join(", ")}. These exist: ${Object.keys(deploymentSettings).join(", ")}.`;
  const name = String(issue.path[0]);
  const says = Object.entries(deploymentSettings).find(([key]) => key === name)?.[1].says ?? "";
  return `${issue.path.join(".")} ${issue.message}. ${says}`;
}
