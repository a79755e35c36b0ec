import {
  AlreadyExistsException,
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  paginateListStacks,
  type StackEvent,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { DeleteObjectsCommand, paginateListObjectsV2, S3Client } from "@aws-sdk/client-s3";
import type { Formation, Happening, Making } from "./formation";

interface FormationSettings {
  readonly region: string;
  /** Where the template is read: an https address of S3, or the template itself. */
  readonly template: { readonly url: string } | { readonly body: string };
  /** The role with which CloudFormation acts; null for the caller's own rights. */
  readonly role: string | null;
}

/** How often a call is tried while AWS says that there are too many; the pauses grow. */
const TRIES = 10;

/** Asks AWS, with the credentials that are found where AWS tools look for them. */
export function awsFormation({ region, template, role }: FormationSettings): Formation {
  const tries = { region, maxAttempts: TRIES, retryMode: "adaptive" } as const;
  const client = new CloudFormationClient(tries);
  const ownEndpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  const store = new S3Client({ ...tries, forcePathStyle: ownEndpoint !== undefined });
  const acts = role ? { RoleARN: role } : {};
  const common = (name: string, { parameters, tags }: Making) => ({
    StackName: name,
    ...("url" in template ? { TemplateURL: template.url } : { TemplateBody: template.body }),
    ...acts,
    Capabilities: ["CAPABILITY_IAM" as const],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });
  const formation: Formation = {
    async find(name) {
      try {
        const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
        const [stack] = Stacks;
        if (!stack?.StackStatus || stack.StackStatus === "DELETE_COMPLETE") return null;
        const outputs: Record<string, string> = {};
        for (const { OutputKey, OutputValue } of stack.Outputs ?? [])
          if (OutputKey) outputs[OutputKey] = OutputValue ?? "";
        return { status: stack.StackStatus, outputs };
      } catch (error) {
        if (isValidation(error, /does not exist/)) return null;
        throw error;
      }
    },
    async create(name, making) {
      try {
        const order = { ...common(name, making), OnFailure: "ROLLBACK" as const };
        await client.send(new CreateStackCommand(order));
      } catch (error) {
        // The stack exists already, because an earlier request whose answer was lost did arrive.
        if (!(error instanceof AlreadyExistsException)) throw error;
      }
    },
    async update(name, making) {
      try {
        await client.send(new UpdateStackCommand(common(name, making)));
        return true;
      } catch (error) {
        if (isValidation(error, /No updates are to be performed/)) return false;
        throw error;
      }
    },
    async takeBack(name) {
      await client.send(new ContinueUpdateRollbackCommand({ StackName: name, ...acts }));
    },
    async remove(name) {
      await client.send(new DeleteStackCommand({ StackName: name, ...acts }));
    },
    async happenings(name, after) {
      const { StackEvents = [] } = await client.send(
        new DescribeStackEventsCommand({ StackName: name }),
      );
      return sinceOf(StackEvents, after);
    },
    async list(prefix) {
      const names = new Set<string>();
      for await (const { StackSummaries = [] } of paginateListStacks({ client }, {}))
        for (const { StackName = "", StackStatus } of StackSummaries)
          if (StackStatus !== "DELETE_COMPLETE" && StackName.startsWith(prefix))
            names.add(StackName);
      return [...names].sort();
    },
    async empty(bucket) {
      try {
        for await (const { Contents = [] } of paginateListObjectsV2(
          { client: store },
          { Bucket: bucket },
        )) {
          const Objects = Contents.flatMap(({ Key }) => (Key ? [{ Key }] : []));
          if (Objects.length > 0)
            await store.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
        }
      } catch (error) {
        if (!(error instanceof Error && error.name === "NoSuchBucket")) throw error;
      }
    },
  };
  return formation;
}

/** CloudFormation lists the newest first; the last order begins with the stack's own event. */
function sinceOf(events: readonly StackEvent[], after: string | null): Happening[] {
  const found: Happening[] = [];
  for (const event of events) {
    if (event.EventId === after) break;
    found.push({
      id: event.EventId ?? "",
      resource: event.LogicalResourceId ?? "",
      type: event.ResourceType ?? "",
      status: event.ResourceStatus ?? "",
      reason: event.ResourceStatusReason ?? "",
    });
  }
  return found.reverse();
}

function isValidation(error: unknown, says: RegExp): boolean {
  return error instanceof Error && error.name === "ValidationError" && says.test(error.message);
}
