-- What the shelf's filters offer, and which items have it. Each item keeps its values, so that whatever changes it, what it
-- had before is known; for what changes there, bits are turned in `shelf_sets`. Runs before guard.sql.

-- Values that differ in case are one.
create or replace function in_one_case(text) returns text language sql immutable parallel safe as $$
  select lower($1 collate "und-x-icu")
$$;

-- The same of several, worked out while a question is planned, so that the plan fits the values.
create or replace function in_one_case(text[]) returns text[] language sql immutable parallel safe as $$
  select array_agg(lower(one collate "und-x-icu")) from unnest($1) one
$$;

-- A row of `shelf_sets` with nothing but the bit of an item in it; $1: the item's ordinal.
create or replace function bit_of(int) returns bit(@items.of.part@) language sql immutable parallel safe as $$
  select set_bit(0::bit(@items.of.part@), $1 % @items.of.part@, 1)
$$;

-- The row in which that bit stands.
create or replace function part_of(int) returns int language sql immutable parallel safe as $$
  select $1 / @items.of.part@
$$;

-- What these items offer now: the fields that fields.ts calls facets, how they stand, the owner's choices. What lies in
-- the trash offers nothing, what is not listed offers it to members alone. A spelling that members alone know stands for a
-- value that no one else knows.
-- $2: the tenant
create or replace function facets_of(uuid[], uuid) returns table
  (tenant_id uuid, item_id uuid, hidden boolean, facet text, value text, spelled text, for_members boolean)
  language sql stable as $$
  select i.tenant_id, i.id, i.hidden, offered.*
  from items i cross join lateral (
    select said.facet, said.value, coalesce(min(said.spelled collate "C") filter (where not said.for_members),
      min(said.spelled collate "C")), bool_and(said.for_members) or i.visibility <> 'public'
    from (
      select one.facet, in_one_case(one.value) as value, one.value as spelled, false as for_members
      from (values ('all', ''), @faceted.of.items@) one (facet, value)
      union all
      select one.facet, in_one_case(one.value), one.value, c.kept_off
      from copies c cross join lateral (values @faceted.of.copies@) one (facet, value)
      where c.tenant_id = i.tenant_id and c.item_id = i.id
      union all
      select 'status', 'wanted', 'wanted', false from wants w where w.tenant_id = i.tenant_id and w.item_id = i.id
      union all
      select 'own.' || f.key, v.text, v.text, v.withheld or v.kept_off is true
      from field_values v join fields f on f.tenant_id = v.tenant_id and f.id = v.field_id
      -- A field that takes its former type back may hold more than a choice is long, and more than an index holds.
      where v.tenant_id = i.tenant_id and v.item_id = i.id and f.type in (@offered@) and length(v.text) <= @longest@) said
    where said.value <> '' or said.facet = 'all'
    group by said.facet, said.value) offered
  where i.id = any($1) and i.tenant_id = $2 and i.trashed_at is null
$$;

-- Brings what these items offer in step with what they are now. What was in step is not written again. Who comes to the
-- shelf gets the next ordinal. Planned as `write_words` is, for the same reasons.
create or replace function write_facets(uuid[], uuid default null) returns void language plpgsql
  set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = on as $$
declare
  whose constant uuid := coalesce($2, nullif(current_setting('app.tenant_id', true), '')::uuid);
begin
  -- So that whether an item is hidden stays as it is read here. Then the site, before what hangs on items: see locks.md.
  perform from items i where i.id = any($1) and i.tenant_id = whose for key share;
  perform from site s where s.tenant_id = whose for no key update;
  with differs as materialized (
    select b.item_id, b.facet, b.value, bool_or(b.hidden) as hidden, max(b.spelled) filter (where b.said) as spelled,
      bool_or(b.for_members) filter (where b.said) as for_members, max(b.id::text)::uuid as id
    from (
      select f.item_id, f.facet, f.value, f.hidden, f.spelled, f.for_members, true as said, null::uuid as id
      from facets_of($1, whose) f
      union all
      select k.item_id, k.facet, k.value, k.hidden, k.spelled, k.for_members, false, k.id
      from item_facets k where k.item_id = any($1) and k.tenant_id = whose) b
    group by b.item_id, b.facet, b.value
    having count(*) = 1 or min(b.spelled) <> max(b.spelled) or bool_and(b.for_members) <> bool_or(b.for_members)
  ), gone as (
    delete from item_facets k where (k.tenant_id, k.id) in (select whose, d.id from differs d where d.spelled is null)
  ), numbered as (
    select d.item_id, coalesce(k.ordinal, row_number() over (partition by k.ordinal is null order by d.item_id) + coalesce((
      select f.ordinal from item_facets f where f.tenant_id = whose and f.facet = 'all' order by f.ordinal desc limit 1), -1)
      ) as ordinal
    from (select distinct item_id from differs where spelled is not null) d left join item_facets k
      on k.tenant_id = whose and k.facet = 'all' and k.value = '' and k.item_id = d.item_id
  )
  insert into item_facets (tenant_id, item_id, hidden, facet, value, spelled, for_members, ordinal)
  select whose, d.item_id, d.hidden, d.facet, d.value, d.spelled, d.for_members, n.ordinal
  from differs d join numbered n on n.item_id = d.item_id where d.spelled is not null
  on conflict (tenant_id, facet, value, item_id) do update
    set spelled = excluded.spelled, for_members = excluded.for_members;
end
$$;

-- A field whose type changes is offered, or is no more.
create or replace function keep_offered_field() returns trigger language plpgsql as $$
begin
  perform write_facets(array(select distinct v.item_id from field_values v
    where v.tenant_id = new.tenant_id and v.field_id = new.id), new.tenant_id);
  return null;
end
$$;

-- Turns the bits of what changed in `item_facets`, in turns at the site's row, as whatever visitors see is changed; where an
-- item takes its facets along, nobody else has that turn yet. In the order of the values, so that nobody waits in a circle.
create or replace function turn_bits(shelf_sets[]) returns void language plpgsql
  set plan_cache_mode = force_generic_plan as $$
declare
  emptied boolean;
begin
  if $1 is null then return; end if;
  perform from site s where s.tenant_id = $1[1].tenant_id for no key update;
  with turned as (
    insert into shelf_sets as kept (tenant_id, facet, value, spelled, for_members, part, bits)
    select c.tenant_id, c.facet, c.value, c.spelled, c.for_members, c.part, c.bits from unnest($1) c
    on conflict (tenant_id, facet, value, spelled, for_members, part) do update set bits = kept.bits # excluded.bits
    returning kept.bits)
  select bool_or(t.bits = 0::bit(@items.of.part@)) from turned t into emptied;
  if emptied then
    delete from shelf_sets s where s.tenant_id = $1[1].tenant_id and s.bits = 0::bit(@items.of.part@);
  end if;
end
$$;

-- The functions of triggers, each for one table and one kind of statement, so that each is planned once for a connection:
-- planning costs more than an item. Rows are matched by hashing, whatever a plan guesses of how many there are.
do $facets$
declare
  kept record;
  happened text;
  rows text;
  asked text;
begin
  foreach happened in array array['insert', 'update', 'delete'] loop
    -- An item that has the same before and after is met twice, so its bit is not turned.
    rows := concat_ws(' union all ',
      case when happened <> 'delete' then 'select n.* from new_rows n' end,
      case when happened <> 'insert' then 'select o.* from old_rows o' end);
    execute format($function$
      create or replace function turn_bits_%1$s() returns trigger language plpgsql
        set plan_cache_mode = force_generic_plan as $body$
      begin
        if is_restoring() then return null; end if;
        perform turn_bits((
          select array_agg(row(c.tenant_id, null, c.facet, c.value, c.spelled, c.for_members, c.part, c.bits)::shelf_sets
            order by c.facet, c.value, c.spelled, c.for_members, c.part)
          from (
            select r.tenant_id, r.facet, r.value, r.spelled, sees.for_members, part_of(r.ordinal) as part,
              bit_xor(bit_of(r.ordinal)) as bits
            from (%2$s) r join (values (true), (false)) sees (for_members) on sees.for_members or not (r.hidden or r.for_members)
            group by 1, 2, 3, 4, 5, 6) c
          where c.bits <> 0::bit(@items.of.part@)));
        -- What is hidden with its item becomes one for members in a statement of its own.
        perform turn_beginnings(c.tenant_id, array_agg(c.item_id), array_agg(c.ordinal)) from (
          select r.tenant_id, r.item_id, r.ordinal from (%2$s) r where r.facet = 'all'
          group by 1, 2, 3, r.for_members having count(*) = 1) c group by c.tenant_id;
        return null;
      end
      $body$ $function$, happened, rows);
    -- The column that names the item, and those that say something.
    for kept in select * from (values
      ('items', 'id', array['@faceted.columns.items@', 'visibility', 'trashed_at']),
      ('copies', 'item_id', array['@faceted.columns.copies@', 'kept_off', 'item_id']),
      ('wants', 'item_id', array['item_id']),
      ('field_values', 'item_id', array['text', 'field_id', 'withheld', 'kept_off', 'item_id'])) t (name, item, says) loop
      asked := case happened
        when 'update' then format('new_rows r join old_rows o on o.tenant_id = r.tenant_id and o.id = r.id
          and row(r.%s) is distinct from row(o.%s)', array_to_string(kept.says, ', r.'), array_to_string(kept.says, ', o.'))
        when 'insert' then 'new_rows r' else 'old_rows r' end;
      -- Of most fields nothing is offered. A field that goes takes its values along, which then no field tells of.
      if kept.name = 'field_values' and happened <> 'delete' then
        asked := asked || $where$ where exists (
          select from fields f where f.tenant_id = r.tenant_id and f.id = r.field_id and f.type in (@offered@))$where$;
      end if;
      execute format($function$
        create or replace function keep_facets_of_%1$s_%2$s() returns trigger language plpgsql
          set plan_cache_mode = force_generic_plan set enable_nestloop = off set enable_seqscan = off as $body$
        declare
          changed uuid[];
        begin
          if is_restoring() or is_gathering() then return null; end if;
          select array_agg(distinct r.%3$I) into changed from %4$s;
          if changed is not null then perform write_facets(changed); end if;
          return null;
        end
        $body$ $function$, kept.name, happened, kept.item, asked);
    end loop;
  end loop;
end
$facets$;

-- Makes all of it anew: of what an archive of a former build has brought, of what was there before, or where sets are
-- doubted. Nobody has changed an item.
-- $1: the tenant, where no policy says it
create or replace function make_facets_anew(uuid default null) returns void language plpgsql
  set plan_cache_mode = force_custom_plan as $$
declare
  before text := coalesce(current_setting('app.restoring', true), '');
  batch uuid[];
  last uuid := '00000000-0000-0000-0000-000000000000';
begin
  -- Not as a setting of the function, which a managed server's administrator may not give it.
  set local app.restoring = 'on';
  delete from item_facets f where $1 is null or f.tenant_id = $1;
  delete from shelf_sets s where $1 is null or s.tenant_id = $1;
  loop
    batch := array(select i.id from items i where i.id > last and ($1 is null or i.tenant_id = $1) order by i.id limit 1000);
    exit when batch = '{}';
    perform write_facets(batch, $1);
    last := batch[cardinality(batch)];
  end loop;
  insert into shelf_sets (tenant_id, facet, value, spelled, for_members, part, bits)
  select f.tenant_id, f.facet, f.value, f.spelled, sees.for_members, part_of(f.ordinal), bit_or(bit_of(f.ordinal))
  from item_facets f join (values (true), (false)) sees (for_members) on sees.for_members or not (f.hidden or f.for_members)
  where $1 is null or f.tenant_id = $1
  group by 1, 2, 3, 4, 5, 6;
  perform make_beginnings_anew($1);
  execute format('set local app.restoring = %L', before);
end
$$;
