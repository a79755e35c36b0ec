-- The words of items, for search. What a person asks for and what an item says pass through the same functions, so
-- that each item is found by its own words. Runs before guard.sql. Everything is immutable and names its collation,
-- so that every server makes the same words of the same text.

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
    if is_unspaced(piece) then
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
  select concat_ws(' ', $1, substring($1 from '^(\d{4})'),
    (array['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November',
      'December'])[substring($1 from '^(?:\d{4}|-)-(\d\d)')::int],
    substring($1 from '^(?:\d{4}|-)-\d\d-0?(\d{1,2})$'))
$$;

-- An amount of minor units as people write it, with and without its mark.
create or replace function money_words(bigint, text) returns text language sql immutable parallel safe as $$
  select case when $1 is not null then concat_ws(' ', $1, round($1 / 100.0, 2), $2) end
$$;

-- What each of these items says, and who may know it: the fields that fields.ts calls searched, and the tags. A table
-- whose texts search knows stands here and in the loop of guard.sql that keeps the words in step.
-- $2: the tenant
create or replace function texts_of(uuid[], uuid) returns table
  (tenant_id uuid, item_id uuid, said text, joined boolean, for_members boolean) language sql stable as $$
  select t.tenant_id, t.id, said.* from items t cross join lateral (values
    @said.of.items@) said
  where t.id = any($1) and t.tenant_id = $2
  union all
  select t.tenant_id, t.item_id, said.said, said.joined, t.kept_off or said.for_members
  from copies t cross join lateral (values
    @said.of.copies@) said (said, joined, for_members)
  where t.item_id = any($1) and t.tenant_id = $2
  union all
  select t.tenant_id, c.item_id, said.*
  from copies c join copy_private t on t.tenant_id = c.tenant_id and t.copy_id = c.id cross join lateral (values
    @said.of.copy_private@) said
  where c.item_id = any($1) and c.tenant_id = $2
  union all
  select t.tenant_id, t.item_id, concat_ws(' ', t.condition, t.swing_tag, t.note), false, false from wants t
  where t.item_id = any($1) and t.tenant_id = $2
  union all
  select t.tenant_id, t.item_id, t.tag, true, false from item_tags t
  where t.item_id = any($1) and t.tenant_id = $2
  union all
  select t.tenant_id, t.item_id, case f.type when 'date' then date_words(t.text) when 'yes/no' then ''
      when 'money' then money_words(t.number::bigint, split_part(t.text, ' ', 2)) else t.text end,
    f.type <> 'long text', t.withheld or t.kept_off is true
  from field_values t join fields f on f.tenant_id = t.tenant_id and f.id = t.field_id
  where t.item_id = any($1) and t.tenant_id = $2 and f.trashed_at is null
$$;

-- Brings the words of these items in step with what they say now. What was in step is not written again.
-- Planned once, because planning costs more than one item's words; by the indexes, because a plan made while the tables
-- were small would scan them for the whole connection.
-- $2: the tenant, where no policy says it
create or replace function write_words(uuid[], uuid default null) returns void language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = on as $$
declare
  whose constant uuid := coalesce($2, nullif(current_setting('app.tenant_id', true), '')::uuid);
begin
  -- So that whether an item is hidden stays as it is read here.
  perform from items i where i.id = any($1) and i.tenant_id = whose for key share;
  -- Compared by grouping and not by a join, for which Postgres would guess sizes it can't know.
  -- Many items say the same of animal, colour and year: each text is parted once.
  with said as materialized (
    select t.tenant_id, t.item_id, t.said, t.joined, t.for_members from texts_of($1, whose) t where t.said <> ''
  ), parted as materialized (
    select d.said, d.joined, search_words(d.said, d.joined) as words from (select distinct s.said, s.joined from said s) d
  ), differs as materialized (
    select b.tenant_id, b.item_id, b.word, bool_or(b.said) as said,
      bool_and(b.for_members) filter (where b.said) as for_members, max(b.id::text)::uuid as id
    from (
      select s.tenant_id, s.item_id, w.word, bool_and(s.for_members) as for_members, true as said, null::uuid as id
      from said s join parted p on p.said = s.said and p.joined = s.joined cross join lateral unnest(p.words) w (word)
      group by 1, 2, 3
      union all
      select w.tenant_id, w.item_id, w.word, w.for_members, false, w.id from item_words w
      where w.item_id = any($1) and w.tenant_id = whose
    ) b
    group by 1, 2, 3 having count(*) = 1 or bool_and(b.for_members) <> bool_or(b.for_members)
  ), gone as (
    delete from item_words w where (w.tenant_id, w.id) in (select d.tenant_id, d.id from differs d where not d.said)
  ), written as (
    insert into item_words (tenant_id, item_id, hidden, word, for_members)
    select d.tenant_id, d.item_id, i.hidden, d.word, d.for_members
    from differs d join items i on i.tenant_id = d.tenant_id and i.id = d.item_id
    where d.said
    on conflict (tenant_id, word, item_id) do update set for_members = excluded.for_members
    returning tenant_id, word
  ), fresh as (
    select distinct w.tenant_id, w.word from written w where is_forgiven(w.word) and not exists (
      select from word_slips s where s.tenant_id = w.tenant_id and s.slip = w.word and s.word = w.word)
  )
  insert into word_slips (tenant_id, slip, word)
  select f.tenant_id, slip, f.word from fresh f cross join lateral slips_of(f.word) slip
  on conflict (tenant_id, slip, word) do nothing;
end
$$;

-- Makes all words of a tenant anew: of items that an archive of a former build has brought, or that were there before
-- words were made as they are now.
-- $1: the tenant, where no policy says it
create or replace function make_words_anew(uuid default null) returns void language plpgsql
  set plan_cache_mode = force_custom_plan as $$
declare
  batch uuid[];
  last uuid := '00000000-0000-0000-0000-000000000000';
begin
  delete from word_slips s where $1 is null or s.tenant_id = $1;
  delete from item_words w where $1 is null or w.tenant_id = $1;
  loop
    batch := array(select i.id from items i where i.id > last and ($1 is null or i.tenant_id = $1) order by i.id limit 1000);
    exit when batch = '{}';
    perform write_words(batch, $1);
    last := batch[cardinality(batch)];
  end loop;
end
$$;

drop function if exists keep_item_words() cascade;

-- The functions of triggers that keep words in step, each for one table and one kind of statement, so that each is planned
-- once for a connection. Rows are matched by hashing, whatever a plan guesses of how many there are.
do $words$
declare
  kept record;
  happened text;
  says text[];
  asked text;
begin
  -- The column that names the item, the table through which it does where that is a detour, and what search doesn't know.
  for kept in select * from (values
    ('items', 'id', null, '{slug,status,visibility,hidden,sort_name,created_at,updated_at,trashed_at}'),
    ('copies', 'item_id', null, '{position,hidden,status,price_paid,currency,plush_condition,swing_tag_condition,tush_tag_condition,tag_protector,certified_on}'),
    ('copy_private', 'copy_id', 'copies', '{place_id}'),
    ('wants', 'item_id', null, '{hidden,priority,created_at}'),
    ('item_tags', 'item_id', null, '{hidden}'),
    ('field_values', 'item_id', null, '{hidden,position,folded,number,since,until}')) t (name, owner, through, silent) loop
    says := array(select quote_ident(attname) from pg_attribute where attrelid = kept.name::regclass and attnum > 0
      and not attisdropped and attname <> all(kept.silent::text[] || array['tenant_id', 'id']));
    foreach happened in array array['insert', 'update', 'delete'] loop
      asked := case happened
        when 'update' then format('new_rows r join old_rows o on o.tenant_id = r.tenant_id and o.id = r.id
          and row(r.%s) is distinct from row(o.%s)', array_to_string(says, ', r.'), array_to_string(says, ', o.'))
        when 'insert' then 'new_rows r' else 'old_rows r' end;
      execute format($function$
        create or replace function keep_words_of_%1$s_%2$s() returns trigger language plpgsql
          set plan_cache_mode = force_generic_plan set enable_nestloop = off set enable_seqscan = off as $body$
        declare
          changed constant uuid[] := (select array_agg(distinct i.id) from (select %3$s from %4$s) i (id) where i.id is not null);
        begin
          if changed is not null then perform write_words(changed); end if;
          return null;
        end
        $body$ $function$, kept.name, happened,
        case when kept.through is null then 'r.' || kept.owner else format(
          '(select p.item_id from %I p where p.tenant_id = r.tenant_id and p.id = r.%I)', kept.through, kept.owner) end, asked);
    end loop;
  end loop;
end
$words$;

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
