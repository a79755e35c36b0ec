-- The catalogue of products is the platform's: tenants read it, and nobody but the owner of the tables writes it, from a pack
-- (db/catalogue/load.ts). It has no rows of tenants, so no policy parts it.
revoke all on schema catalogue from public;
grant usage on schema catalogue to @tenant@;
revoke all on all tables in schema catalogue from public, @tenant@;
grant select on all tables in schema catalogue to @tenant@;

-- The words by which an entry is found; see words.sql.
create or replace function catalogue.words_of(name text, number text, reads text, variant text)
  returns table (word text, weight int) language sql immutable as $$
  select w, min(k) from (
    select unnest(public.search_words(concat_ws(' . ', name, number, reads), true)), 0
    union all select unnest(public.search_words(variant, true)), 1) as found (w, k)
  where w <> '' group by w
$$;

-- The entries that have every word that begins as one that was typed: those with a whole word first, then those whose name
-- or number says it, in the order of the pack. The rarest word goes first; where several are as frequent, the longest, which
-- is the rarer one of most. Of what very many have the first are looked at, fewer where each is held against other words, so
-- that a letter costs what a name does.
create or replace function catalogue.find_entries(typed text, most int) returns table (entry text, rank bigint)
  language plpgsql stable rows 8 set plan_cache_mode = force_custom_plan as $$
declare
  asked text[] := array(select w from unnest(public.search_words(left(typed, 200), false)) w
    group by w order by length(w) desc, w limit 8);
  rarest text;
  fewest int := 300;
  counted int;
  one text;
begin
  foreach one in array asked loop
    select count(*) into counted from (select from catalogue.words w
      where w.word >= one and w.word < one || U&'\+10ffff' limit fewest) as these;
    if rarest is null or counted < fewest then
      rarest := one;
      fewest := counted;
    end if;
  end loop;
  return query
    select f.entry, row_number() over (order by min((f.word <> rarest)::int), min(f.weight), min(f.place), f.entry)
    from (select w.word, w.weight, w.place, w.entry from catalogue.words w
      where w.word >= rarest and w.word < rarest || U&'\+10ffff'
        and not exists (select from unnest(asked) other where other <> rarest and not exists (
          select from catalogue.words o where o.entry = w.entry and o.word >= other and o.word < other || U&'\+10ffff'))
      order by w.word limit case cardinality(asked) when 1 then 300 else 100 end) as f
    group by f.entry order by 2 limit most;
end
$$;

do $catalogue$
declare
  name text;
begin
  for name in select oid::regprocedure from pg_proc where pronamespace = 'catalogue'::regnamespace loop
    execute format('alter function %s owner to @owner@', name);
  end loop;
end
$catalogue$;
