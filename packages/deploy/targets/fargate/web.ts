import { Duration } from "aws-cdk-lib";
import { Certificate, CertificateValidation } from "aws-cdk-lib/aws-certificatemanager";
import { Peer, Port, SecurityGroup, SubnetType } from "aws-cdk-lib/aws-ec2";
import {
  ApplicationListenerRule,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  ListenerAction,
  ListenerCondition,
  Protocol,
  SslPolicy,
  TargetType,
} from "aws-cdk-lib/aws-elasticloadbalancingv2";
import type { IHostedZone } from "aws-cdk-lib/aws-route53";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { Base } from "../aws/base";
import type { Pooler } from "../aws/pooler";
import { makeService, type Service } from "../aws/service";
import { defineTask } from "../aws/tasks";

export interface Web {
  readonly service: Service;
  readonly balancer: ApplicationLoadBalancer;
  readonly targets: ApplicationTargetGroup;
  /** What only CloudFront knows; the load balancer answers nobody else. */
  readonly edgeKey: Secret;
}

interface Given {
  readonly base: Base;
  readonly pooler: Pooler;
  readonly zone: IHostedZone;
  /** The list of addresses from which CloudFront asks, which each region calls by another id. */
  readonly edgeList: string;
}

/** The header by which CloudFront proves itself to the load balancer. */
export const EDGE_HEADER = "x-swingtag-edge";

/** The processor load and the requests a minute of one process at which another is added. */
const BUSY = { processor: 60, requests: 1500 };

/** The web processes behind a load balancer that speaks TLS for the apex and every site, and to CloudFront alone. */
export function makeWeb(scope: Construct, { base, pooler, zone, edgeList }: Given): Web {
  const { domain, processes } = base.asked.app;
  const { web } = processes;
  const { task, access, groups } = defineTask(scope, "Web", { base, part: "web" });
  pooler.admit(access, "web processes");
  const service = makeService(scope, "Web", {
    base,
    task,
    groups,
    replicas: web.replicas,
    grace: 60,
  });
  // Without the pooler no page could be read.
  service.node.addDependency(pooler.service);
  const balancerAccess = new SecurityGroup(scope, "BalancerAccess", {
    vpc: base.vpc,
    allowAllOutbound: false,
    description: "CloudFront",
  });
  balancerAccess.addIngressRule(Peer.prefixList(edgeList), Port.tcp(443), "CloudFront");
  const balancer = new ApplicationLoadBalancer(scope, "Balancer", {
    vpc: base.vpc,
    internetFacing: true,
    vpcSubnets: { subnetType: SubnetType.PUBLIC },
    securityGroup: balancerAccess,
    dropInvalidHeaderFields: true,
    idleTimeout: Duration.seconds(120),
    deletionProtection: false,
  });
  // CloudFront has set x-forwarded-for. If the load balancer appended CloudFront's address, that would count as
  // the visitor's.
  balancer.setAttribute("routing.http.xff_header_processing.mode", "preserve");
  balancer.logAccessLogs(base.buckets.access, "balancer");
  const targets = new ApplicationTargetGroup(scope, "WebTargets", {
    vpc: base.vpc,
    targetType: TargetType.IP,
    protocol: ApplicationProtocol.HTTP,
    port: web.port ?? 3000,
    deregistrationDelay: Duration.seconds(web.drain),
    healthCheck: {
      protocol: Protocol.HTTP,
      path: web.health.ready,
      healthyHttpCodes: "200",
      interval: Duration.seconds(5),
      timeout: Duration.seconds(4),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 2,
    },
    targets: [service],
  });
  const edgeKey = new Secret(scope, "EdgeKey", {
    description: "By what the load balancer knows CloudFront.",
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
  });
  const listener = balancer.addListener("Https", {
    port: 443,
    protocol: ApplicationProtocol.HTTPS,
    sslPolicy: SslPolicy.RECOMMENDED_TLS,
    certificates: [certificateFor(scope, domain, zone)],
    open: false,
    defaultAction: ListenerAction.fixedResponse(404, {
      contentType: "text/plain",
      messageBody: "Not found",
    }),
  });
  new ApplicationListenerRule(scope, "FromEdge", {
    listener,
    priority: 1,
    conditions: [
      ListenerCondition.httpHeader(EDGE_HEADER, [edgeKey.secretValue.unsafeUnwrap()]),
      ListenerCondition.hostHeaders([domain, `*.${domain}`]),
    ],
    action: ListenerAction.forward([targets]),
  });
  const scaling = service.autoScaleTaskCount({
    minCapacity: web.replicas.least,
    maxCapacity: web.replicas.most,
  });
  scaling.scaleOnCpuUtilization("OnProcessor", {
    targetUtilizationPercent: BUSY.processor,
    scaleOutCooldown: Duration.seconds(30),
    scaleInCooldown: Duration.minutes(5),
  });
  scaling.scaleOnRequestCount("OnRequests", {
    targetGroup: targets,
    requestsPerTarget: BUSY.requests,
    scaleOutCooldown: Duration.seconds(30),
    scaleInCooldown: Duration.minutes(5),
  });
  return { service, balancer, targets, edgeKey };
}

/** One certificate for the apex and every site; the zone proves that the domain is ours. */
export function certificateFor(scope: Construct, domain: string, zone: IHostedZone): Certificate {
  return new Certificate(scope, "Certificate", {
    domainName: domain,
    subjectAlternativeNames: [`*.${domain}`],
    validation: CertificateValidation.fromDns(zone),
  });
}
