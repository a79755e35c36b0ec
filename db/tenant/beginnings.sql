-- Which items have a word that begins with one or two letters. Most of a large site's items do, and to read their words takes
-- as long as there are; so a site whose items fill more than one row of bits has sets of these in `shelf_sets` too. A smaller
-- one reads its words. Runs before guard.sql.

-- Whether the site has such sets: that of no letters says so. $1: the tenant
create or replace function has_beginnings(uuid) returns boolean language sql stable as $$
  select exists (select from shelf_sets s where s.tenant_id = $1 and s.facet = '@begins@' and s.value = '')
$$;

-- Brings the bits of these items in step with their words as they are now. What was in step is not written again. A bit is
-- looked at and not derived from the change, because one statement deletes, inserts and updates words.
-- $1: the tenant, $2: items, $3: the ordinal that each has or had, $4: how a word of it begins or began
create or replace function write_beginnings(uuid, uuid[], int[], text[]) returns void language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = on as $$
begin
  if $2 is null then return; end if;
  -- Before the bits are read, so that nobody turns one meanwhile.
  perform from site s where s.tenant_id = $1 for no key update;
  perform turn_bits((
    with asked as (
      select distinct a.item_id, a.ordinal, left(a.word, 2) as begins from unnest($2, $3, $4) a (item_id, ordinal, word)
    ), said as materialized (
      select w.item_id, left(w.word, 2) as begins, bool_or(not w.for_members) as for_all
      from (select distinct a.item_id from asked a) i join item_words w on w.tenant_id = $1 and w.item_id = i.item_id
      group by 1, 2
    ), wanted as (
      select a.begins, a.ordinal, sees.for_members,
        said.item_id is not null and (sees.for_members or said.for_all and not f.for_members) as is_said
      from asked a cross join (values (true), (false)) sees (for_members)
      left join item_facets f on f.tenant_id = $1 and f.facet = 'all' and f.value = '' and f.item_id = a.item_id
        and f.ordinal = a.ordinal
      left join said on said.item_id = f.item_id and said.begins = a.begins
    )
    select array_agg(row(c.*)::shelf_sets order by c.value, c.for_members, c.part)
    from (
      select $1 as tenant_id, null::uuid as id, '@begins@' as facet, w.begins as value, '' as spelled, w.for_members,
        part_of(w.ordinal) as part, bit_or(bit_of(w.ordinal)) as bits
      from wanted w left join shelf_sets s on s.tenant_id = $1 and s.facet = '@begins@' and s.value = w.begins
        and s.spelled = '' and s.for_members = w.for_members and s.part = part_of(w.ordinal)
      where w.is_said <> coalesce(get_bit(s.bits, w.ordinal % @items.of.part@) = 1, false)
      group by w.begins, w.for_members, part_of(w.ordinal)) c));
end
$$;

-- After items came to the shelf, left it, or changed who sees them.
-- $1: the tenant, $2: the items, $3: their ordinals
create or replace function turn_beginnings(uuid, uuid[], int[]) returns void language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = on as $$
begin
  if $2 is null then return; end if;
  if has_beginnings($1) then
    perform write_beginnings($1, array_agg(i.id), array_agg(i.ordinal), array_agg(w.word))
    from unnest($2, $3) i (id, ordinal) join item_words w on w.tenant_id = $1 and w.item_id = i.id;
  end if;
end
$$;

-- After words came or went.
do $beginnings$
declare
  happened text;
begin
  foreach happened in array array['insert', 'delete'] loop
    execute format($function$
      create or replace function keep_beginnings_%1$s() returns trigger language plpgsql
        set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = on as $body$
      declare
        whose constant uuid := (select r.tenant_id from %2$s r limit 1);
      begin
        if not is_restoring() and has_beginnings(whose) then
          perform write_beginnings(whose, array_agg(f.item_id), array_agg(f.ordinal), array_agg(r.word))
          from %2$s r join item_facets f
            on f.tenant_id = whose and f.facet = 'all' and f.value = '' and f.item_id = r.item_id;
        end if;
        return null;
      end
      $body$ $function$, happened, case happened when 'insert' then 'new_rows' else 'old_rows' end);
  end loop;
end
$beginnings$;

-- After a word became one for members or for everyone. For each row, because what is hidden with its item is none of it.
create or replace function keep_beginnings_update() returns trigger language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = on as $$
begin
  if has_beginnings(new.tenant_id) then
    perform write_beginnings(new.tenant_id, array[f.item_id], array[f.ordinal], array[new.word]) from item_facets f
    where f.tenant_id = new.tenant_id and f.facet = 'all' and f.value = '' and f.item_id = new.item_id;
  end if;
  return null;
end
$$;

-- Whether the site has become so large that it is to have such sets, and has none yet. They are made at night
-- (`db/beginnings.ts`), because the save that made it large would not end in its time. $1: the tenant
create or replace function lacks_beginnings(uuid) returns boolean language sql stable as $$
  select not has_beginnings($1) and exists (select from item_facets f
    where f.tenant_id = $1 and f.facet = 'all' and f.ordinal >= @fewest.with.beginnings@)
$$;

-- Makes the sets of a site anew, if it is so large. Whoever calls it keeps writers out.
-- $1: the tenant, where no policy says it
create or replace function make_beginnings_anew(uuid default null) returns void language plpgsql
  set plan_cache_mode = force_custom_plan as $$
declare
  whose constant uuid := coalesce($1, nullif(current_setting('app.tenant_id', true), '')::uuid);
  last constant int := (select max(f.ordinal) from item_facets f where f.tenant_id = whose and f.facet = 'all');
begin
  delete from shelf_sets s where s.tenant_id = whose and s.facet = '@begins@';
  if last is null or last < @fewest.with.beginnings@ then return; end if;
  insert into shelf_sets (tenant_id, facet, value, spelled, for_members, part, bits)
  select whose, '@begins@', '', '', sees.for_members, 0, bit_of(0) from (values (true), (false)) sees (for_members);
  -- One part after the other, so that its bits stay in memory.
  for at in 0 .. part_of(last) loop
    insert into shelf_sets (tenant_id, facet, value, spelled, for_members, part, bits)
    select whose, '@begins@', s.begins, '', sees.for_members, at, bit_or(bit_of(s.ordinal))
    from (
      select f.ordinal, f.for_members, left(w.word, 2) as begins, bool_or(not w.for_members) as for_all
      from item_facets f join item_words w on w.tenant_id = f.tenant_id and w.item_id = f.item_id
      where f.tenant_id = whose and f.facet = 'all'
        and f.ordinal >= at * @items.of.part@ and f.ordinal < (at + 1) * @items.of.part@
      group by 1, 2, 3) s
    join (values (true), (false)) sees (for_members) on sees.for_members or s.for_all and not s.for_members
    group by s.begins, sees.for_members;
  end loop;
end
$$;
