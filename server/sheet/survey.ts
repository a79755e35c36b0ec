import { currenciesCalled } from "@/base/values/currencies";
import { plainDigits } from "@/base/values/digits";
import { readLink } from "@/base/values/link";
import { readPartialDate } from "@/base/values/partial-date";
import { LONGEST_OWN } from "@/db/tenant/own";
import { cleaned } from "./cleaned";
import { letterOf } from "./column-letter";
import type { SheetRow } from "./format";
import { withYear } from "./marks";
import { isOfPictures } from "./photo-sources";

/** How many cells of a kind there are, with some of them. */
export interface Counted {
  readonly count: number;
  readonly examples: readonly string[];
}

/** What stands in a column, whatever it is to become. It is JSON. */
export interface ColumnSurvey {
  /** From 0. */
  readonly index: number;
  readonly name: string;
  readonly filled: number;
  readonly samples: readonly string[];
  /** Each text with how often it stands there, the most frequent first; null where they are too many. */
  readonly distinct: readonly (readonly [text: string, count: number])[] | null;
  readonly longest: number;
  /** Cells with several lines. */
  readonly prose: number;
  readonly dates: {
    /** That are a date, or one of two. */
    readonly all: number;
    readonly dayFirst: Counted;
    readonly monthFirst: Counted;
    readonly both: Counted;
    /** With a year of two digits. */
    readonly shortYears: Counted;
  };
  readonly numbers: {
    /** Numbers and amounts. */
    readonly all: number;
    readonly pointDecimals: Counted;
    readonly commaDecimals: Counted;
    readonly both: Counted;
  };
  /** Numbers with a currency beside them, by how it is written. */
  readonly amounts: number;
  readonly currencies: readonly (readonly [written: string, count: number])[];
  readonly links: number;
  /** Cells that name nothing but pictures, by address or by file. */
  readonly pictures: number;
}

/** What stands in a sheet. */
export interface Survey {
  readonly rows: number;
  readonly columns: readonly ColumnSurvey[];
}

const SAMPLES = 5;
const EXAMPLES = 3;
const MOST_DISTINCT = 60;
/** Letters of a cell that are looked at for pictures. */
const LOOKED_AT = 1000;

/** Looks through all rows of a sheet once, so that nothing has to be read again when columns are matched anew. */
export async function surveyOf(
  names: readonly string[],
  rows: AsyncIterable<SheetRow>,
): Promise<Survey> {
  const columns = names.map((name, index) => new Column(index, name));
  let count = 0;
  for await (const { cells } of rows) {
    count++;
    for (const [at, cell] of cells.entries()) {
      const column = columns[at] ?? new Column(at, letterOf(at));
      columns[at] = column;
      const text = cleaned(cell).trim();
      if (text !== "") column.add(text);
    }
  }
  return { rows: count, columns: columns.map((column) => column.survey()) };
}

class Column {
  readonly #index: number;
  readonly #name: string;
  #filled = 0;
  #longest = 0;
  #prose = 0;
  #links = 0;
  #amounts = 0;
  #pictures = 0;
  #distinct: Map<string, number> | null = new Map();
  readonly #samples: string[] = [];
  readonly #currencies = new Map<string, number>();
  readonly #counts = {
    date: tally(),
    dayFirst: tally(),
    monthFirst: tally(),
    bothDates: tally(),
    shortYears: tally(),
    number: tally(),
    point: tally(),
    comma: tally(),
    bothNumbers: tally(),
  };

  constructor(index: number, name: string) {
    this.#index = index;
    this.#name = name;
  }

  add(text: string): void {
    this.#filled++;
    this.#longest = Math.max(this.#longest, text.length);
    if (text.includes("\n")) this.#prose++;
    // What most cells have none of: an ending of a file's name.
    if (/\.[a-z]{3,4}/i.test(text) && isOfPictures(text.slice(0, LOOKED_AT))) this.#pictures++;
    if (this.#samples.length < SAMPLES && !this.#samples.includes(text.slice(0, 120)))
      this.#samples.push(text.slice(0, 120));
    this.#count(text);
    if (text.length > 60) return;
    const plain = plainDigits(text);
    if (/\d/.test(plain)) {
      this.#addDate(text);
      this.#addNumber(text, plain);
    }
    if (/^https?:\/\//i.test(text) && readLink(text, LONGEST_OWN.link).ok) this.#links++;
  }

  survey(): ColumnSurvey {
    const { date, dayFirst, monthFirst, bothDates, shortYears, number, point, comma, bothNumbers } =
      this.#counts;
    return {
      index: this.#index,
      name: this.#name,
      filled: this.#filled,
      samples: this.#samples,
      distinct: this.#distinct && byCount(this.#distinct),
      longest: this.#longest,
      prose: this.#prose,
      dates: { all: date.count, dayFirst, monthFirst, both: bothDates, shortYears },
      numbers: {
        all: number.count,
        pointDecimals: point,
        commaDecimals: comma,
        both: bothNumbers,
      },
      amounts: this.#amounts,
      currencies: byCount(this.#currencies),
      links: this.#links,
      pictures: this.#pictures,
    };
  }

  #count(text: string): void {
    if (!this.#distinct) return;
    const short = text.length <= LONGEST_OWN.choice;
    if (!short) this.#distinct = null;
    else this.#distinct.set(text, (this.#distinct.get(text) ?? 0) + 1);
    if (this.#distinct && this.#distinct.size > MOST_DISTINCT) this.#distinct = null;
  }

  #addDate(text: string): void {
    const full = withYear(text, 2000);
    const numbers = /^(\d{1,2})([-/.])(\d{1,2})\2\d{4}$/.exec(plainDigits(full));
    const [, one, , other] = numbers ?? [];
    const read = readPartialDate(full);
    if (!read.ok && !read.readings) return;
    add(this.#counts.date, text);
    if (full !== text) add(this.#counts.shortYears, text);
    // With points between them the day is always first.
    if (!numbers || numbers[2] === "." || one === other) return;
    if (Number(one) > 12) add(this.#counts.dayFirst, text);
    else if (Number(other) > 12) add(this.#counts.monthFirst, text);
    else add(this.#counts.bothDates, text);
  }

  #addNumber(text: string, plain: string): void {
    const match =
      /^([^\d.,+-]{0,6})[-+]?(\d[\d\s.,'’]*|[.,]\d+)(?:,-|,–|\.-)?([^\d.,]{0,8})$/u.exec(plain);
    if (!match) return;
    const [, before = "", digits = "", behind = ""] = match;
    const names = [before, behind].map((name) => name.trim()).filter(Boolean);
    if (names.length > 0 && currenciesCalled(names, "XXX").length === 0) return;
    add(this.#counts.number, text);
    if (names.length > 0) {
      this.#amounts++;
      const name = names.join(" ");
      if (this.#currencies.size < 20 || this.#currencies.has(name))
        this.#currencies.set(name, (this.#currencies.get(name) ?? 0) + 1);
    }
    const bare = digits.replace(/[\s'’]/g, "");
    if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(bare)) add(this.#counts.bothNumbers, text);
    else if (/\.\d+$/.test(bare) && !/\.\d+\./.test(bare)) add(this.#counts.point, text);
    else if (/,\d+$/.test(bare) && !/,\d+,/.test(bare)) add(this.#counts.comma, text);
  }
}

interface Tally {
  count: number;
  examples: string[];
}

function tally(): Tally {
  return { count: 0, examples: [] };
}

function add(to: Tally, text: string): void {
  to.count++;
  if (to.examples.length < EXAMPLES && !to.examples.includes(text)) to.examples.push(text);
}

function byCount(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([, one], [, other]) => other - one);
}
