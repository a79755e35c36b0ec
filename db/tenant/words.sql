-- The words of texts, for search. What a person asks for and what an item says (item-words.sql) pass through the same
-- functions, so that each item is found by its own words. Runs before guard.sql. Everything is immutable and names its
-- collation, so that every server makes the same words of the same text.

-- A text in the one spelling that search knows: lower case, without what people leave out when they type (accents,
-- vowel points, tone marks, joiners), letters that no keyboard elsewhere has written plainly, katakana as hiragana.
create or replace function fold(text) returns text language sql immutable parallel safe as $$
  select case when octet_length($1) = length($1) then translate(lower($1), '_.`', '--''') else lower(translate(
    replace(replace(replace(replace(
      lower(normalize(regexp_replace(translate(normalize(translate($1, '´`', ''''''), NFKD), U&'\0345', 'ι'),
        '[\u0300-\u0344\u0346-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u093c\u094d\u09bc\u09cd\u0a3c\u0a4d\u0abc\u0acd\u0b3c\u0b4d\u0bcd\u0c4d\u0cbc\u0ccd\u0d4d\u0dca\u0e3a\u0e47-\u0e4e\u0eba\u0ec8-\u0ece\u1037\u1039\u103a\u17c9-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u00ad\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\U000e0000-\U000e01ef\U0001f3fb-\U0001f3ff]',
        '', 'g'), NFC) collate "und-x-icu"),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    'łøıđðħŋςァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴヵヶ’‘ʼʻʹ′‐‒–—―−_·・.',
    'loiddhnσぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖ''''''''''''----------'
  ) collate "und-x-icu") end
$$;

-- The pieces of a text between spaces and marks, in their order. A piece still holds the hyphens and apostrophes
-- within it, as hyphens. Writing without spaces stands by itself, as each sign or emoji does. A text of marks alone
-- is one piece.
create or replace function pieces_of(text) returns text[] language plpgsql immutable parallel safe as $$
declare
  whole text := replace(fold($1), '''', '-');
  pieces text[];
begin
  if octet_length(whole) = length(whole) then
    pieces := regexp_split_to_array(whole, '(?:-*[^a-z0-9-]+-*|^-+|-+$)');
  else
    pieces := regexp_split_to_array(
      regexp_replace(whole, '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]+|[\u2190-\u2bff\U0001f000-\U0001fbff])', ' \1 ', 'g') collate "und-x-icu",
      '(?:-*[^[:alnum:]\u0900-\u0963\u0966-\u0dff\u0f00-\u0fbc\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff\u2190-\u2bff\U0001f000-\U0001fbff-]+-*|^-+|-+$)');
  end if;
  pieces := array_remove(pieces, '');
  if cardinality(pieces) > 0 then return pieces; end if;
  return array_remove(array[left(regexp_replace(fold($1), '\s+', '', 'g'), 60)], '');
end
$$;

-- Whether a piece is of a writing without spaces, in which a word may begin anywhere.
create or replace function is_unspaced(text) returns boolean language sql immutable parallel safe as $$
  select $1 ~ '^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]'
$$;

-- The words by which a text is found; a search names the beginning of one. A piece with a hyphen is found by all of
-- it and by its parts, writing without spaces by four letters from each place.
-- $2: whether neighbouring words count as one too, because people write a name in one word or in two
drop function if exists search_words(text);
create or replace function search_words(text, boolean) returns text[] language plpgsql immutable parallel safe as $$
declare
  found text[] := '{}';
  before text := '';
  piece text;
  word text;
begin
  foreach piece in array pieces_of($1) loop
    -- Such writing is none of ASCII, which is told sooner.
    if octet_length(piece) > length(piece) and is_unspaced(piece) then
      for at in 1 .. length(piece) loop found := found || substr(piece, at, 4); end loop;
      before := '';
    else
      word := coalesce(nullif(replace(piece, '-', ''), ''), piece);
      found := found || left(word, 60);
      if word <> piece then
        found := found || array_remove(regexp_split_to_array(left(piece, 200), '-+'), '');
      end if;
      if $2 and before <> '' then found := found || left(before || word, 60); end if;
      before := word;
    end if;
  end loop;
  return found;
end
$$;

-- A word with one letter left out, in each way, and the word itself. Two words that share one of these are one slip
-- apart: a letter too many, too few, another or in another place.
create or replace function slips_of(text) returns setof text language sql immutable parallel safe rows 12 as $$
  select $1 union select overlay($1 placing '' from at for 1) from generate_series(1, length($1)) at
$$;

-- Whether slips in a word are forgiven: five letters or more, and no digit, because a number is meant exactly.
create or replace function is_forgiven(text) returns boolean language sql immutable parallel safe as $$
  select length($1) between 5 and 24 and $1 !~ '[0-9]' and not is_unspaced($1)
$$;

-- A date in the words for it: `1995-06-03` gives 1995, June, 3 and itself.
create or replace function date_words(text) returns text language sql immutable parallel safe as $$
  select case when $1 <> '' then concat_ws(' ', $1, substring($1 from '^(\d{4})'),
    (array['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
      'December'])[substring($1 from '^(?:\d{4}|-)-(\d\d)')::int],
    substring($1 from '^(?:\d{4}|-)-\d\d-0?(\d{1,2})$')) else '' end
$$;

-- An amount of minor units as people write it, with and without its mark.
create or replace function money_words(bigint, text) returns text language sql immutable parallel safe as $$
  select case when $1 is not null then concat_ws(' ', $1, round($1 / 100.0, 2), $2) end
$$;

-- What to look up for a search, one row for each word that must be there: its beginning, and words one slip away from
-- it that items have. A piece with a hyphen is looked up in one word where one begins so, else by its parts.
create or replace function asked_words(text, most int) returns table (word text, near text[])
  language plpgsql stable set plan_cache_mode = force_custom_plan as $$
declare
  piece text;
  pieces text[];
  part text;
  given text[] := '{}';
begin
  foreach piece in array pieces_of($1) loop
    if is_unspaced(piece) then
      pieces := array(select substr(piece, least(at, greatest(1, length(piece) - 3)), 4)
        from generate_series(1, length(piece), 4) at);
    else
      part := left(coalesce(nullif(replace(piece, '-', ''), ''), piece), 60);
      pieces := array[part];
      if piece like '%_-_%' and not exists (
        select from item_words w where w.word >= part and w.word < part || U&'\+10ffff') then
        pieces := array(select left(p, 60) from regexp_split_to_table(piece, '-+') p where p <> '');
      end if;
    end if;
    foreach part in array pieces loop
      continue when part = any(given);
      given := given || part;
      word := part;
      near := '{}';
      if is_forgiven(part) then
        near := array(select distinct s.word from word_slips s where s.slip in (select slips_of(part))
          and not starts_with(s.word, part) order by 1 limit 20);
      end if;
      return next;
      if cardinality(given) >= most then return; end if;
    end loop;
  end loop;
end
$$;
