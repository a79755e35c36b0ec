import { CfnOutput, CfnParameter, type Environment, Stack } from "aws-cdk-lib";
import { HostedZone } from "aws-cdk-lib/aws-route53";
import type { Construct } from "constructs";
import { watchBase, watchProcessor } from "../aws/alarms";
import type { Base } from "../aws/base";
import { makePooler } from "../aws/pooler";
import { makeWorker } from "../aws/worker";
import { makeEdge } from "./edge";
import { watchWeb } from "./watch";
import { certificateFor, makeWeb } from "./web";

/** The certificate of CloudFront, which takes them from one region alone. */
export class EdgeCertificate extends Stack {
  constructor(scope: Construct, base: Base) {
    const { asked } = base;
    super(scope, `${asked.prefix}-certificate`, {
      env: { region: "us-east-1" },
      description: "Swingtag: the certificate of CloudFront.",
    });
    const zone = HostedZone.fromHostedZoneAttributes(this, "Zone", {
      hostedZoneId: asked.deployment.hostedZone,
      zoneName: asked.app.domain,
    });
    const certificate = certificateFor(this, asked.app.domain, zone);
    new CfnOutput(this, "Arn", { value: certificate.certificateArn });
  }
}

/** Everything that runs one version of the app. `up` deploys it when setup has ended well. */
export class Services extends Stack {
  constructor(scope: Construct, base: Base, env: Environment) {
    const { asked } = base;
    super(scope, `${asked.prefix}-services`, {
      env,
      description: "Swingtag: web processes, worker, PgBouncer and CloudFront.",
    });
    this.addStackDependency(base);
    const certificate = new CfnParameter(this, "EdgeCertificate", {
      description: "The ARN that the certificate's stack put out.",
      allowedPattern: "arn:aws[a-z-]*:acm:us-east-1:.*",
    });
    const edgeList = new CfnParameter(this, "EdgeList", {
      description: "The id of com.amazonaws.global.cloudfront.origin-facing in this region.",
      allowedPattern: "pl-[0-9a-f]+",
    });
    const zone = HostedZone.fromHostedZoneAttributes(this, "Zone", {
      hostedZoneId: asked.deployment.hostedZone,
      zoneName: asked.app.domain,
    });
    const pooler = makePooler(this, base);
    const worker = makeWorker(this, base);
    const web = makeWeb(this, { base, pooler, zone, edgeList: edgeList.valueAsString });
    const edge = makeEdge(this, { base, web, zone, certificate: certificate.valueAsString });
    watchBase(this, base, worker);
    watchProcessor(this, base, "Web", web.service);
    watchWeb(this, base, web);
    const outputs = {
      Address: `https://${asked.app.domain}`,
      EdgeId: edge.distributionId,
      WebService: web.service.serviceName,
      WorkerService: worker.service.serviceName,
      PoolerService: pooler.service.serviceName,
      TargetGroup: web.targets.targetGroupArn,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
