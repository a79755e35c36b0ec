const { BASE_DOMAIN, PORT } = process.env;

/** The Host of a site, or of the front page where no name is given, as browsers send it. */
export function hostOf(name = "", port: string | number | undefined = PORT): string {
  return `${name ? `${name}.` : ""}${BASE_DOMAIN}:${port}`;
}

/** An address of a site, or of the front page where no name is given. */
export function at(name = "", path = "/", port: string | number | undefined = PORT): string {
  return `http://${hostOf(name, port)}${path}`;
}
