import { Aws, Fn } from "aws-cdk-lib";
import { type IRepository, Repository } from "aws-cdk-lib/aws-ecr";
import { ContainerImage } from "aws-cdk-lib/aws-ecs";
import type { Construct } from "constructs";
import type { Asked } from "./asked";

/** An image's place in the account's own registry. */
const ECR = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/(.+)$/;

/** Where an image is, before any deployment: in which repository of ECR, or elsewhere. */
export type ImageSource =
  | { readonly kind: "own"; readonly repository: string }
  | {
      readonly kind: "ecr";
      readonly account: string;
      readonly region: string;
      readonly repository: string;
    }
  | { readonly kind: "elsewhere"; readonly name: string };

/** A name without a registry means a repository of the account that is deployed to. */
export function imageSourceOf(name: string): ImageSource {
  const [, account, region, repository] = ECR.exec(name) ?? [];
  if (account && region && repository) return { kind: "ecr", account, region, repository };
  const registry = name.includes("/") ? (name.split("/")[0] ?? "") : "";
  if (/[.:]/.test(registry)) return { kind: "elsewhere", name };
  return { kind: "own", repository: name };
}

/** The repository of the account that gets a copy of an image, where its ground takes none from elsewhere. */
export function ownRepository(name: string): string {
  const source = imageSourceOf(name);
  return source.kind === "elsewhere" ? (name.split("/").at(-1) ?? name) : source.repository;
}

/** The repository that holds the image, or null when it is not in ECR. */
export function repositoryOf(scope: Construct, name: string): IRepository | null {
  const source = imageSourceOf(name);
  if (source.kind === "elsewhere") return null;
  const id = `${source.repository.replaceAll(/[^A-Za-z0-9]/g, "-")}-images`;
  const found = scope.node.tryFindChild(id);
  if (found) return found as Repository;
  return source.kind === "own"
    ? Repository.fromRepositoryName(scope, id, source.repository)
    : Repository.fromRepositoryAttributes(scope, id, {
        repositoryName: source.repository,
        repositoryArn: `arn:aws:ecr:${source.region}:${source.account}:repository/${source.repository}`,
      });
}

/** The app's image as ECS pulls it. */
export function appImage(scope: Construct, { app, deployment }: Asked): ContainerImage {
  const repository = repositoryOf(scope, deployment.image);
  return repository
    ? ContainerImage.fromEcrRepository(repository, app.version)
    : ContainerImage.fromRegistry(app.image);
}

/** Its full name once the account is known. */
export function fullName({ app, deployment }: Asked): string {
  const source = imageSourceOf(deployment.image);
  return source.kind === "own"
    ? Fn.join("", [Aws.ACCOUNT_ID, ".dkr.ecr.", deployment.region, `.amazonaws.com/${app.image}`])
    : app.image;
}
