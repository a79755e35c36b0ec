import { Aws, Fn } from "aws-cdk-lib";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import type { Construct } from "constructs";
import { STACK_ROLES } from "@/packages/deploy/targets/aws/tenant-stacks";
import type { Given } from "./cloudformation-tasks";

/** What the tasks of a stack may do: fetch their image and secrets, write lines, use their files. */
export function makeRoles(scope: Construct, { bucket, secrets, logs }: Given) {
  const role = (id: string, statements: object[]) =>
    new CfnRole(scope, id, {
      path: STACK_ROLES,
      assumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "ecs-tasks.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      },
      policies: [
        {
          policyName: "use",
          policyDocument: {
            Version: "2012-10-17",
            Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
          },
        },
      ],
    });
  return {
    task: role("TaskRole", [
      {
        Action: [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        Resource: Fn.join("", [bucket.attrArn, "/*"]),
      },
      { Action: ["s3:ListBucket", "s3:ListBucketMultipartUploads"], Resource: bucket.attrArn },
    ]),
    execution: role("ExecutionRole", [
      {
        Action: "secretsmanager:GetSecretValue",
        Resource: [secrets.settings.ref, secrets.address.ref],
      },
      { Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: logs.attrArn },
      { Action: "ecr:GetAuthorizationToken", Resource: "*" },
      {
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ],
        Resource: Fn.join("", ["arn:", Aws.PARTITION, ":ecr:*:*:repository/*"]),
      },
    ]),
  };
}
