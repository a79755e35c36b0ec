import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { Construct } from "constructs";
import type { Base } from "./base";

export interface Watched {
  readonly metric: IMetric;
  /** Alarms when it is over this, or under it where `below` says so. */
  readonly limit: number;
  readonly below?: boolean;
  /** How many periods in a row. */
  readonly periods?: number;
  /** Whether silence is a failure. */
  readonly silence?: boolean;
  readonly says: string;
}

/** Writes to whom the deployment names when what is watched leaves its limits, and again when it is back. */
export function alarm(scope: Construct, base: Base, name: string, watched: Watched): Alarm {
  const { metric, limit, below = false, periods = 5, silence = false, says } = watched;
  const one = new Alarm(scope, `${name}Alarm`, {
    metric,
    threshold: limit,
    evaluationPeriods: periods,
    comparisonOperator: below
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    alarmDescription: says,
  });
  one.addAlarmAction(new SnsAction(base.topic));
  one.addOkAction(new SnsAction(base.topic));
  return one;
}
