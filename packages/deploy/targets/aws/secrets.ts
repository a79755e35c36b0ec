import { Fn, RemovalPolicy, SecretValue } from "aws-cdk-lib";
import type { DatabaseInstance } from "aws-cdk-lib/aws-rds";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { SecretName } from "@/packages/deploy/environment";

/** Everything derives from it; without it no stored password or session can be read, so it is never deleted. */
export function makeInstallationSecret(scope: Construct): Secret {
  return new Secret(scope, "Secret", {
    description:
      "SECRET of Swingtag: keys for sessions, hand-overs and database roles derive from it.",
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** The password of the database's administrator. Without punctuation, so that it stands in an address as it is. */
export function makeAdministrator(scope: Construct): Secret {
  return new Secret(scope, "Administrator", {
    description: "The administrator of the database, as RDS wants it.",
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ username: "postgres" }),
      generateStringKey: "password",
      passwordLength: 40,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/**
 * The administrator's address. RDS keeps user and password as JSON, and the app reads one address: CloudFormation
 * joins them when it deploys, so that the template holds the reference and never the password.
 */
export function makeDatabaseUrl(
  scope: Construct,
  administrator: Secret,
  database: DatabaseInstance,
): Secret {
  const address = Fn.join("", [
    "postgres://postgres:",
    `{{resolve:secretsmanager:${administrator.secretArn}:SecretString:password}}`,
    `@${database.dbInstanceEndpointAddress}:5432/postgres?sslmode=verify-full`,
  ]);
  return new Secret(scope, "DatabaseUrl", {
    description: "DATABASE_URL of Swingtag's worker and setup: the administrator's address.",
    secretStringValue: SecretValue.unsafePlainText(address),
  });
}

/** Made with a value that no mail server has; `up` puts in what SMTP_URL of its environment says. */
export function makeSmtpUrl(scope: Construct): Secret {
  return new Secret(scope, "SmtpUrl", {
    description: "SMTP_URL of Swingtag. Put in by npm run deploy -- up.",
    generateSecretString: { excludePunctuation: true },
  });
}

/** The password with which PgBouncer asks the database who may log in. */
export function makePoolerPassword(scope: Construct): Secret {
  return new Secret(scope, "PoolerPassword", {
    description: "The login with which PgBouncer asks who may log in.",
    generateSecretString: { passwordLength: 40, excludePunctuation: true },
  });
}

export type Secrets = Readonly<Record<SecretName, Secret>>;
