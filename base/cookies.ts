/** The session's cookie. `__Host-`: Secure, no Domain, Path=/; no sibling site can set it. */
export const SESSION_COOKIE = "__Host-swingtag-session";
