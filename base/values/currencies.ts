/** The currencies offered first; a copy may carry any other ISO 4217 code. */
export const CURRENCIES = ["USD", "EUR", "GBP", "CAD", "AUD", "JPY", "CHF", "SEK", "NZD"] as const;

/** What people write for a currency, with the codes that it may mean, the likeliest first. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  $: ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"],
  dollar: ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"],
  dollars: ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"],
  us$: ["USD"],
  usd$: ["USD"],
  c$: ["CAD"],
  ca$: ["CAD"],
  can$: ["CAD"],
  a$: ["AUD"],
  au$: ["AUD"],
  nz$: ["NZD"],
  hk$: ["HKD"],
  s$: ["SGD"],
  sg$: ["SGD"],
  mx$: ["MXN"],
  r$: ["BRL"],
  nt$: ["TWD"],
  "€": ["EUR"],
  euro: ["EUR"],
  euros: ["EUR"],
  "£": ["GBP"],
  pound: ["GBP"],
  pounds: ["GBP"],
  "¥": ["JPY", "CNY"],
  yen: ["JPY"],
  円: ["JPY"],
  "cn¥": ["CNY"],
  元: ["CNY"],
  yuan: ["CNY"],
  fr: ["CHF"],
  sfr: ["CHF"],
  franken: ["CHF"],
  francs: ["CHF"],
  kr: ["SEK", "NOK", "DKK", "ISK"],
  kronor: ["SEK"],
  kroner: ["NOK", "DKK"],
  kč: ["CZK"],
  zł: ["PLN"],
  ft: ["HUF"],
  "₹": ["INR"],
  rs: ["INR", "PKR", "LKR"],
  "₩": ["KRW"],
  "₽": ["RUB"],
  "₺": ["TRY"],
  "₱": ["PHP"],
  "฿": ["THB"],
  "₪": ["ILS"],
  "₫": ["VND"],
  "₴": ["UAH"],
};

/**
 * The currencies that the signs, names or codes around an amount may mean together: "$5 CAD" is Canadian. The
 * field's own alone, where it is one of them.
 * @returns nothing when no currency is called all that
 */
export function currenciesCalled(names: readonly string[], own: string): readonly string[] {
  const [first = [], ...others] = names.map((name) => calledBy(name, own));
  const codes = first.filter((code) => others.every((other) => other.includes(code)));
  return names.length === 0 || codes.includes(own) ? [own] : codes;
}

function calledBy(name: string, own: string): readonly string[] {
  const written = name.toLowerCase().replace(/\.$/, "");
  if (Object.hasOwn(WRITTEN, written)) return WRITTEN[written] ?? [];
  const code = written.toUpperCase();
  return code === own || isCurrency(code) ? [code] : [];
}

/** How many decimals a currency has (ISO 4217, by way of Intl); 2 for what is no currency. */
export function minorDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2;
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const found = format.resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}

/** What was asked of Intl before, which takes as long as all else of an amount. */
const digits = new Map<string, number>();

let currencies: ReadonlySet<string> | undefined;

function isCurrency(code: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf("currency"));
  return currencies.has(code);
}
