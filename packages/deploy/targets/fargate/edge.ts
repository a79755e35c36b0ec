import { Duration } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  type CachePolicyProps,
  CacheQueryStringBehavior,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { AaaaRecord, ARecord, type IHostedZone, RecordTarget } from "aws-cdk-lib/aws-route53";
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets";
import type { Construct } from "constructs";
import type { Base } from "../aws/base";
import { EDGE_HEADER, type Web } from "./web";

interface Given {
  readonly base: Base;
  readonly web: Web;
  readonly zone: IHostedZone;
  /** The ARN of a certificate in us-east-1, the one region CloudFront takes them from. */
  readonly certificate: string;
}

/** Which faults CloudFront remembers by itself unless it is told not to. */
const FAULTS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** CloudFront before everything: it caches the build's files and public photos near visitors and passes on the rest. */
export function makeEdge(scope: Construct, { base, web, zone, certificate }: Given): Distribution {
  const { domain } = base.asked.app;
  const origin = new HttpOrigin(web.balancer.loadBalancerDnsName, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    customHeaders: { [EDGE_HEADER]: web.edgeKey.secretValue.unsafeUnwrap() },
    readTimeout: Duration.seconds(60),
    keepaliveTimeout: Duration.seconds(60),
  });
  const originRequestPolicy = passOn(scope);
  const passed: BehaviorOptions = {
    origin,
    originRequestPolicy,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    compress: true,
  };
  const cached = (cachePolicy: CachePolicy): BehaviorOptions => ({
    ...passed,
    cachePolicy,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD_OPTIONS,
  });
  const files = cached(cachePolicyOf(scope, "BuildFiles", { maxTtl: Duration.days(365) }));
  const distribution = new Distribution(scope, "Edge", {
    domainNames: [domain, `*.${domain}`],
    certificate: Certificate.fromCertificateArn(scope, "EdgeCertificateGiven", certificate),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_100,
    enableLogging: true,
    logBucket: base.buckets.access,
    logFilePrefix: "edge/",
    defaultBehavior: {
      ...passed,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
    },
    additionalBehaviors: {
      "/_next/static/*": files,
      "/_static/*": files,
      "/photos/*": cached(cachePolicyOf(scope, "Photos", { maxTtl: Duration.minutes(5) })),
    },
    errorResponses: FAULTS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
  });
  const target = RecordTarget.fromAlias(new CloudFrontTarget(distribution));
  for (const [id, name] of [
    ["Apex", domain],
    ["Sites", `*.${domain}`],
  ] as const) {
    new ARecord(scope, `${id}4`, { zone, recordName: `${name}.`, target });
    new AaaaRecord(scope, `${id}6`, { zone, recordName: `${name}.`, target });
  }
  return distribution;
}

/**
 * Caches what the app says may be cached, and under the host that was asked: the same path of another site is another
 * entry. What it calls private is never cached, since nothing is cached longer than the app says.
 */
function cachePolicyOf(
  scope: Construct,
  id: string,
  props: Pick<CachePolicyProps, "maxTtl">,
): CachePolicy {
  return new CachePolicy(scope, id, {
    ...props,
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    headerBehavior: CacheHeaderBehavior.allowList("Host"),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    cookieBehavior: CacheCookieBehavior.none(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });
}

/**
 * Everything a visitor sends but for headers in which they could name another host than the one they asked: the app
 * believes them from its load balancer, and CloudFront would cache the answer under the wrong site.
 */
function passOn(scope: Construct): OriginRequestPolicy {
  return new OriginRequestPolicy(scope, "PassOn", {
    headerBehavior: OriginRequestHeaderBehavior.denyList(
      "x-forwarded-host",
      "x-forwarded-proto",
      "forwarded",
      EDGE_HEADER,
    ),
    queryStringBehavior: OriginRequestQueryStringBehavior.all(),
    cookieBehavior: OriginRequestCookieBehavior.all(),
  });
}
