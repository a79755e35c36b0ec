/** The console's cookie. `__Host-`: Secure, no Domain, Path=/; and of another name than the sites' own. */
export const OPERATOR_COOKIE = "__Host-swingtag-operator";
