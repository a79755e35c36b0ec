import type { Cluster } from "./cluster";

/** One address that is always the primary's: Patroni's REST says which node that is. */
export function balancerSettings({ machines, balancer, connections }: Cluster): string {
  const servers = machines.flatMap(({ name, host, postgres }) =>
    postgres ? [`  server ${name} ${host}:${postgres.port} check port ${postgres.rest}`] : [],
  );
  return `global
  maxconn ${connections * 2}

defaults
  mode tcp
  timeout connect 2s
  timeout check 2s
  timeout client 24h
  timeout server 24h

listen primary
  bind ${balancer.host}:${balancer.port}
  option tcpka
  option httpchk OPTIONS /primary
  http-check expect status 200
  # Closes sessions of a former primary, because they would wait for its machine for ever.
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${servers.join("\n")}
`;
}
