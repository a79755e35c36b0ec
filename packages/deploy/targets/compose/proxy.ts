import { KNOWN_HOST_PATH } from "@/front/known-host";
import type { App } from "@/packages/deploy/description";
import type { Deployment } from "@/packages/deploy/settings";
import type { EmittedFile } from "@/packages/deploy/target";

/** Where Caddy answers itself whether it is alive, and asks the web processes for known hosts; loopback only. */
const OWN_PORT = 9080;

/** Where the operator's wildcard certificate stands, as `fullchain.pem` and `privkey.pem`. */
export const CERTIFICATES = "/etc/caddy/certificates";

export const PROXY_HEALTH = `http://127.0.0.1:${OWN_PORT}/alive`;

/** Where Caddy passes on whether a host is known: it answers where a web process and the database do. */
export const PROXY_ASKS = `http://127.0.0.1:${OWN_PORT}${KNOWN_HOST_PATH}`;

/** How often Caddy asks each web process whether it is ready, in seconds. */
const ASKS_EVERY = 1;

/** By then Caddy has noticed that a web process is not ready any more, in seconds. */
export const TURNS_AWAY_WITHIN = 4 * ASKS_EVERY;

/** Caddy before the web processes: https for every host there is, and for no other. */
export function proxyFiles(
  app: App,
  deployment: Deployment,
  webs: readonly string[],
): readonly EmittedFile[] {
  return [{ path: "caddy/Caddyfile", content: caddyfile(app, deployment, webs) }];
}

function caddyfile(app: App, deployment: Deployment, webs: readonly string[]): string {
  const { domain, processes } = app;
  const { port, health } = processes.web;
  const files = deployment.certificates === "files";
  const suffix = deployment.httpsPort === 443 ? "" : `:${deployment.httpsPort}`;
  const upstreams = webs.map((web) => `${web}:${port}`).join(" ");
  return `{
	admin off
	auto_https disable_redirects
	skip_install_trust
${deployment.certificateMail ? `\temail ${deployment.certificateMail}\n` : ""}${
  files ? "" : `\ton_demand_tls {\n\t\task ${PROXY_ASKS}\n\t}\n`
}	log {
		output stdout
		format json
		level WARN
	}
}

(web) {
	reverse_proxy ${upstreams} {
		lb_policy round_robin
		lb_try_duration 5s
		lb_try_interval 100ms
		health_uri ${health.ready}
		health_interval ${ASKS_EVERY}s
		health_timeout 3s
		fail_duration 2s
		max_fails 2
		transport http {
			dial_timeout 2s
			keepalive 60s
		}
	}
}

http://127.0.0.1:${OWN_PORT} {
	bind 127.0.0.1
	respond /alive 200
	handle ${KNOWN_HOST_PATH} {
		import web
	}
}

http:// {
	redir https://{host}${suffix}{uri} 308
}

${files ? `https://${domain}, https://*.${domain}` : "https://"} {
	${tlsOf(deployment)}
	handle ${KNOWN_HOST_PATH} {
		respond 404
	}
	handle {
		encode zstd gzip
		import web
	}
	handle_errors {
		header Retry-After 30
		header Cache-Control no-store
		respond "This site is being looked after and will be back shortly." 503
	}
}
`;
}

function tlsOf({ certificates }: Deployment): string {
  if (certificates === "files")
    return `tls ${CERTIFICATES}/fullchain.pem ${CERTIFICATES}/privkey.pem`;
  // One certificate for each host: browsers refuse a wildcard right below localhost.
  return certificates === "internal"
    ? "tls internal {\n\t\ton_demand\n\t}"
    : "tls {\n\t\ton_demand\n\t}";
}
