-- Taking a change set back, as whoever asks and behind the same policies.

create or replace function holds_each(present jsonb, part jsonb) returns boolean language sql immutable as $$
  select not exists (select from jsonb_each(part) p where present ? p.key and present -> p.key is distinct from p.value)
$$;

-- Whether a row holds these values; what the table no longer has is passed over. Mostly it has all, which is told at once.
create or replace function holds(present jsonb, part jsonb) returns boolean language sql immutable as $$
  select case when part is null or present || part = present then true when part || present = present then false
    else holds_each(present, part) end
$$;

-- The changes of a change set; with `part` those of these items, and of these rows that belong to none. Whether a change is of
-- the set is asked so that no index answers it: a large set would be read whole for each part. The part is asked for by a
-- select, so that it isn't compared with the statistics, thing by thing, each time that it is planned for.
create or replace function changes_of_part(tenant uuid, change_set uuid, part uuid[]) returns setof changes
  language sql stable as $$
  select c.* from changes c where part is null and c.tenant_id = tenant and c.change_set_id = change_set
  union all
  select c.* from changes c
    where part is not null and c.tenant_id = tenant and c.item_id = any((select part)::uuid[])
      and (c.change_set_id = change_set) is true
  union all
  select c.* from changes c
    where part is not null and c.tenant_id = tenant and c.row_id = any((select part)::uuid[]) and c.item_id is null
      and (c.change_set_id = change_set) is true
$$;

drop function if exists tables_of_change_set(uuid, uuid);

-- The tables of a change set, or of a part of it, whose changes can be taken back, parents first.
create or replace function tables_of_change_set(tenant uuid, change_set uuid, part uuid[]) returns setof text
  language sql stable as $$
  with recursive written as materialized (
    select distinct c.table_name as name from changes_of_part(tenant, change_set, part) c),
  named as (
    select w.name from written w
      join pg_trigger g on g.tgrelid = to_regclass(quote_ident(w.name)) and g.tgname = 'keep_change_update'),
  refers as (
    select child.name, parent.name as parent from named child
      join pg_constraint k on k.conrelid = to_regclass(quote_ident(child.name)) and k.contype = 'f' and k.confrelid <> k.conrelid
      join named parent on k.confrelid = to_regclass(quote_ident(parent.name))),
  deep as (
    select name, 0 as depth from named
    union
    select r.name, d.depth + 1 from deep d join refers r on r.parent = d.name where d.depth < 8)
  select name from deep group by name order by max(depth), name
$$;

-- The columns that an index reads: those that it orders by, and those of its condition.
create or replace function read_by_index(index oid) returns name[] language sql stable as $$
  select array(select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum > 0
    where i.indexrelid = index and (a.attnum = any(i.indkey) or exists (select from pg_depend d
      where d.classid = 'pg_class'::regclass and d.objid = index and d.refclassid = 'pg_class'::regclass
        and d.refobjid = i.indrelid and d.refobjsubid = a.attnum)))
$$;

-- Whether all that a change set did to these items is that rows came, and nobody changed them, or anything of these items, since:
-- mostly an import. Then no row has to be looked at. What hangs on an item is in its history, and a copy that moved to another
-- in its own.
create or replace function only_added(tenant uuid, change_set uuid, part uuid[]) returns boolean
  language plpgsql stable set plan_cache_mode to force_generic_plan set enable_seqscan to off as $$
begin
  return not exists (
      select from changes_of_part(tenant, change_set, part) c
      where c.before is not null or c.item_id is null or exists (
        select from changes o where o.tenant_id = tenant and o.row_id = c.row_id and (o.change_set_id <> change_set) is true))
    and not exists (
      select from unnest(part) i (id) where exists (
        select from changes o where o.tenant_id = tenant and o.item_id = i.id and (o.change_set_id <> change_set) is true));
end
$$;

-- For each row of a change set what taking it back would do (`deed`), and whether it can be done (`standing`):
-- `clear`; `done`: it is so already, or another row says the same; `changed`: somebody changed it, or hung something on it, since; and where it can't
-- be done, `gone`: the row was removed since, `taken`: another row has the value of `detail`, `orphan`: its row of the table
-- `detail` is gone, `lost`: its files are.
-- part: items, and rows that belong to none, of which it is asked; of all where it is null
-- settled: whether other parts were taken back before, so that what is there of them stays
drop function if exists plan_undo(uuid, uuid[]);
create or replace function plan_undo(change_set uuid, lost uuid[] default '{}', part uuid[] default null, settled boolean default false)
  returns table (table_name text, row_id uuid, item_id uuid, deed text, standing text, detail text)
  language plpgsql stable set timezone to 'UTC' set plan_cache_mode to force_custom_plan as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  name text;
  hung text;
  taken text;
  orphan text;
  judged jsonb;
  found jsonb := '[]';
  stuck uuid[] := lost;
  bound text[];
begin
  if part is not null and lost = '{}' and only_added(tenant, change_set, part) then
    return query select c.table_name, c.row_id, c.item_id, 'remove', 'clear', '' from changes_of_part(tenant, change_set, part) c
      where c.after is not null and c.table_name in (select tables_of_change_set(tenant, change_set, part));
    return;
  end if;
  for name in select tables_of_change_set(tenant, change_set, part) loop
    -- What others hung on the row since.
    select coalesce(string_agg(format('exists (select from %1$s c where c.tenant_id = $1 and c.%2$I = k.row_id
        and not exists (select from changes x where x.tenant_id = $1 and x.row_id = c.id and (x.change_set_id = $2) is true
          and x.before is null and (not $6 or coalesce(x.item_id, x.row_id) = any($5))))',
        f.conrelid::regclass, a.attname), ' or '), 'false') into hung
      from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[2]
        join pg_trigger g on g.tgrelid = f.conrelid and g.tgname = 'keep_change_update'
      where f.contype = 'f' and f.confrelid = to_regclass(quote_ident(name)) and cardinality(f.conkey) > 1;
    -- Of an index over some rows both must be among them; its condition finds the columns of the nearest table, `o`.
    select coalesce('coalesce(' || string_agg(format('case when %1$s then (select case when k.deed = ''bring back''
          and holds(to_jsonb(o), k.before - ''id'') then ''='' else %2$L end from %3$I o where %4$s%5$s
        and o.id <> k.row_id and not exists (select from changes x where x.tenant_id = $1 and x.row_id = o.id
          and (x.change_set_id = $2) is true and x.table_name = %3$L and x.before is distinct from x.after) limit 1) end',
        u.asked, u.columns, name, u.same, u.among), ', ') || ')', 'null') into taken
      from (select string_agg(format('o.%1$I = w.%1$I', a.attname), ' and ') filter (where a.attnum = any(i.indkey)) as same,
          string_agg(a.attname, ', ') filter (where a.attname <> 'tenant_id' and a.attnum = any(i.indkey)) as columns,
          case when i.indpred is null then '' else format(' and %1$s and exists (select from (select w.*) o where %1$s)',
            pg_get_expr(i.indpred, i.indrelid)) end as among,
          '(' || string_agg(format('k.before ? %L', a.attname), ' or ') filter (where a.attname <> 'tenant_id') || ')' as asked
        from pg_index i cross join lateral read_by_index(i.indexrelid) r (columns)
          join pg_attribute a on a.attrelid = i.indrelid and a.attname = any(r.columns)
        where i.indrelid = to_regclass(quote_ident(name)) and i.indisunique and not i.indisprimary and i.indexprs is null
        group by i.indexrelid, i.indpred, i.indrelid) u;
    select coalesce('coalesce(' || string_agg(format('case when w.%1$I is not null
        and not exists (select from %2$s p where p.tenant_id = $1 and p.id = w.%1$I)
        and not exists (select from changes x where x.tenant_id = $1 and x.row_id = w.%1$I and (x.change_set_id = $2) is true
          and x.before is not null and x.after is null and x.row_id <> all($3)) then %3$L end',
        a.attname, f.confrelid::regclass, f.confrelid::regclass), ', ') || ')', 'null') into orphan
      from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[2]
      where f.contype = 'f' and f.conrelid = to_regclass(quote_ident(name)) and cardinality(f.conkey) > 1;
    -- Columns that can stand in the way.
    bound := array(
      select unnest(read_by_index(i.indexrelid))::text from pg_index i
        where i.indrelid = to_regclass(quote_ident(name)) and i.indisunique
      union
      select a.attname::text from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any(f.conkey)
        where f.conrelid = to_regclass(quote_ident(name)) and f.contype = 'f');
    execute format($query$
      with mine as (
        select c.row_id, c.item_id, c.at, c.before, c.after, c.table_name,
          case when c.before is null then 'remove' when c.after is null then 'bring back' else 'put back' end as deed
        from changes_of_part($1, $2, $5) c where c.table_name = %1$L and c.before is distinct from c.after),
      -- Looked up row by row: a join is planned for the average site, which has few rows.
      known as materialized (
        select m.*, (select to_jsonb(t) from %1$I t where t.tenant_id = $1 and t.id = m.row_id) as present from mine m),
      since as (
        select distinct on (m.row_id, e.key) m.row_id, e.key, e.value
        from mine m cross join lateral (select c.at, c.before from changes c
            where c.tenant_id = $1 and c.row_id = m.row_id and c.at > m.at and c.change_set_id <> $2
              and c.table_name = %1$L and c.before is distinct from c.after offset 0) l
          cross join jsonb_each(l.before) e
        order by m.row_id, e.key, l.at),
      touched as materialized (
        select distinct s.row_id from since s join known k on k.row_id = s.row_id
        where k.present ? s.key and k.present -> s.key is distinct from s.value and not k.after ? s.key),
      -- Once for each row; each place that reads how a row stands would look again.
      asked as materialized (
        select k.*, case
          when k.deed = 'bring back' then case when k.present is null then 'clear' else 'done' end
          when k.present is null then case k.deed when 'remove' then 'done' else 'gone' end
          when k.deed = 'put back' and holds(k.present, k.before) then 'done'
          when not holds(k.present, k.after) or k.row_id in (select t.row_id from touched t) then 'changed'
          when k.deed = 'remove' and (%2$s) then 'changed'
          else 'clear' end as standing
        from known k),
      checked as (
        select k.*, case when k.deed <> 'remove' and k.standing in ('clear', 'changed') then %3$s end as taken,
          case when k.deed <> 'remove' and k.standing in ('clear', 'changed') then %4$s end as orphan
        from asked k cross join lateral jsonb_populate_record(null::%1$I,
          case when k.before ?| $4 then jsonb_build_object('tenant_id', $1) || coalesce(k.present, '{}') || k.before end) w)
      select jsonb_agg(jsonb_build_object('table_name', table_name, 'row_id', row_id, 'item_id', item_id, 'deed', deed,
        'standing', case when standing not in ('clear', 'changed') then standing when row_id = any($3) then 'lost'
          when orphan is not null then 'orphan' when taken = '=' then 'done' when taken is not null then 'taken' else standing end,
        'detail', coalesce(orphan, nullif(taken, '='), '')))
      from checked $query$, name, hung, taken, orphan)
      into judged using tenant, change_set, stuck, bound, part, settled;
    found := found || coalesce(judged, '[]');
    stuck := stuck || array(select (r ->> 'row_id')::uuid from jsonb_array_elements(judged) r
      where r ->> 'standing' in ('taken', 'orphan', 'lost'));
  end loop;
  -- What came with an item goes with it or stays with it.
  return query
    select r.table_name, r.row_id, r.item_id, r.deed,
      case when r.deed = 'remove' and r.standing = 'clear' and r.item_id is not null
        and bool_or(r.deed = 'remove' and r.standing = 'changed') over thing
        and bool_or(r.deed = 'remove' and r.row_id = r.item_id) over thing then 'changed' else r.standing end, r.detail
    from jsonb_to_recordset(found) r (table_name text, row_id uuid, item_id uuid, deed text, standing text, detail text)
    window thing as (partition by coalesce(r.item_id, r.row_id));
end
$$;

drop function if exists hold_rows(uuid, text[]);

-- Holds the rows of a change set, or of a part of it, in some of its tables until the transaction ends.
create or replace function hold_rows(change_set uuid, part uuid[], tables text[]) returns void language plpgsql as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  name text;
begin
  foreach name in array tables loop
    execute format('select count(*) from (select from %1$I t where t.tenant_id = $1 and t.id = any($2)
      order by t.id for update) held', name)
      using tenant, array(select c.row_id from changes_of_part(tenant, change_set, part) c where c.table_name = name);
  end loop;
end
$$;

drop function if exists take_back(uuid, uuid[], uuid[]);

-- Takes back the rows that are clear, and of those that were changed since the ones of `over`: ids of items, or of rows
-- that belong to none; null takes all of them. Returns how many rows it took back, and how many items, or rows that belong to
-- none, it left alone.
-- whole: where some row would be left alone it does nothing and returns null
-- part: as `plan_undo` has it. Whoever asks for parts notes in the end what was undone.
-- Its triggers compare all of its rows at once, which went through files where they had little memory.
create or replace function take_back_part(change_set uuid, over uuid[], lost uuid[], whole boolean, part uuid[],
  out taken integer, out left_alone integer) language plpgsql set timezone to 'UTC' set work_mem to '32MB' as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  chosen uuid[];
  removes boolean;
  puts boolean;
  tables constant text[] := array(select tables_of_change_set(tenant, change_set, part));
  named constant text[] := array['fields', 'places', 'templates'];
begin
  perform from change_sets s where s.tenant_id = tenant and s.id = change_set for update;
  -- Nobody changes them between the plan and the work. Held in the order in which everybody holds them, so that nobody
  -- waits for whom they keep waiting: the turn of who moves places, what items name, items, the site, what hangs on items.
  perform pg_advisory_xact_lock(hashtextextended('places ' || tenant, 0)) where 'places' = any(tables);
  perform hold_rows(change_set, part, array(select t from unnest(tables) t where t = any(named)));
  perform from items i where i.tenant_id = tenant and i.id = any(array(
    select distinct c.item_id from changes_of_part(tenant, change_set, part) c)) order by i.id for no key update;
  perform from site s where s.tenant_id = tenant for no key update;
  perform hold_rows(change_set, part, array(select t from unnest(tables) t where t <> all(named)));
  select coalesce(array_agg(p.row_id) filter (where p.is_chosen), '{}'), bool_or(p.deed = 'remove' and p.is_chosen),
      bool_or(p.deed <> 'remove' and p.is_chosen), count(distinct coalesce(p.item_id, p.row_id)) filter (where p.standing <> 'done' and not p.is_chosen)
    into chosen, removes, puts, left_alone
    from (select p.*, p.standing = 'clear' or (p.standing = 'changed'
        and (over is null or coalesce(p.item_id, p.row_id) = any(over))) as is_chosen
      from plan_undo(change_set, lost, part, part is not null) p) p;
  if whole and left_alone > 0 then
    return;
  end if;
  taken := cardinality(chosen);
  if taken = 0 then
    return;
  end if;
  if removes and puts then
    -- Rows may swap a unique value with one that goes, or hang on one that goes: one of the two orders fits.
    begin
      perform take_back_rows(change_set, part, chosen, tables, false);
    exception when unique_violation or foreign_key_violation then
      perform take_back_rows(change_set, part, chosen, tables, true);
    end;
  elsif puts then
    -- Not so that it could be given up by itself: each row is held already, and changing it there costs more.
    perform take_back_rows(change_set, part, chosen, tables, false);
  else
    -- What only removes stands in its own way in neither order.
    perform remove_added_rows(change_set, part, chosen, tables);
    set constraints all immediate;
  end if;
  -- Whoever has one of these items open is told at the next save. Those that were put back have their later version already.
  update items set updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
    where tenant_id = tenant and id = any(array(
      select c.item_id from changes_of_part(tenant, change_set, part) c where c.row_id in (select unnest(chosen))
      except select c.row_id from changes_of_part(tenant, change_set, part) c
        where c.table_name = 'items' and c.row_id in (select unnest(chosen)) and c.before is not null and c.after is not null));
end
$$;

-- As `take_back_part`, all of it. Returns how many rows it took back. What items may name and came with the change set goes
-- last and one by one, what came last before the others: an item that is left alone may still name it, and a place in it.
create or replace function take_back(change_set uuid, over uuid[], lost uuid[], whole boolean default false) returns integer
  language plpgsql as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  taken integer;
  named uuid[];
  others uuid[];
  one uuid;
begin
  if not whole then
    select array_agg(c.row_id order by c.at desc) filter (where c.item_id is null and c.before is null),
        array_agg(distinct coalesce(c.item_id, c.row_id)) filter (where c.item_id is not null or c.before is not null)
      into named, others from changes c where c.tenant_id = tenant and c.change_set_id = change_set;
  end if;
  if named is not null and others is not null then
    begin
      taken := (select p.taken from take_back_part(change_set, over, lost, false, others) p);
      foreach one in array named loop
        taken := taken + (select p.taken from take_back_part(change_set, over, lost, false, array[one]) p);
      end loop;
    exception when unique_violation or foreign_key_violation then
      taken := null;
    end;
  end if;
  if taken is null then
    taken := (select p.taken from take_back_part(change_set, over, lost, whole, null) p);
  end if;
  if taken > 0 then
    update change_sets set undoes = change_set where tenant_id = tenant and id = change_set_now();
  end if;
  return taken;
end
$$;

drop function if exists take_back_rows(uuid, uuid[], boolean);

create or replace function take_back_rows(change_set uuid, part uuid[], chosen uuid[], ordered text[], removing_first boolean)
  returns void language plpgsql set plan_cache_mode to force_custom_plan as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  name text;
  named text;
  given text;
begin
  if removing_first then
    perform remove_added_rows(change_set, part, chosen, ordered);
  end if;
  foreach name in array ordered loop
    select string_agg(quote_ident(a.attname), ', '), string_agg('r.' || quote_ident(a.attname), ', ') into named, given
      from pg_attribute a where a.attrelid = to_regclass(quote_ident(name)) and a.attname in (
        select jsonb_object_keys(c.before) from changes_of_part(tenant, change_set, part) c
        where c.table_name = name and c.row_id = any(chosen) and c.after is not null and c.before is not null)
        and a.attname <> 'id' and a.attgenerated = '';
    if name = 'items' and named is not null then
      named := named || ', updated_at';
      given := given || ', greatest(clock_timestamp(), t.updated_at + interval ''1 microsecond'')';
    end if;
    if named is not null then
      execute format('update %1$I t set (%2$s) = (select %3$s from changes c, jsonb_populate_record(t, c.before) r
          where c.tenant_id = $1 and c.change_set_id = $2 and c.table_name = %1$L and c.row_id = t.id)
        where t.tenant_id = $1 and t.id = any($3)', name, named, given)
        using tenant, change_set, array(select c.row_id from changes_of_part(tenant, change_set, part) c
          where c.table_name = name and c.row_id = any(chosen) and c.before is not null and c.after is not null);
    end if;
    select string_agg(quote_ident(a.attname), ', '), string_agg('r.' || quote_ident(a.attname), ', ') into named, given
      from pg_attribute a where a.attrelid = to_regclass(quote_ident(name)) and a.attname in (
        select jsonb_object_keys(c.before) from changes_of_part(tenant, change_set, part) c
        where c.table_name = name and c.row_id = any(chosen) and c.after is null)
        and a.attgenerated = '';
    if named is not null then
      execute format('insert into %1$I (tenant_id, %2$s) select $1, %3$s from changes_of_part($1, $2, $4) c,
          jsonb_populate_record(null::%1$I, c.before) r
        where c.table_name = %1$L and c.row_id = any($3) and c.after is null',
        name, named, given) using tenant, change_set, chosen, part;
    end if;
  end loop;
  if not removing_first then
    perform remove_added_rows(change_set, part, chosen, ordered);
  end if;
  -- So that what waits for the end of the transaction stands in the way here, where somebody is told of it.
  set constraints all immediate;
end
$$;

drop function if exists remove_added_rows(uuid, uuid[], text[]);

-- Children first. But an item takes along all that hangs on it, and then nobody brings its words in step with each part of it
-- that goes. Plans are kept, because each reference runs a statement for each row that goes, and to plan that anew took twice
-- as long as to run it.
create or replace function remove_added_rows(change_set uuid, part uuid[], chosen uuid[], ordered text[]) returns void
  language plpgsql set plan_cache_mode to force_generic_plan set enable_seqscan to off as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  name text;
  added uuid[];
begin
  for name, added in
    select c.table_name, array_agg(c.row_id) from changes_of_part(tenant, change_set, part) c
    where c.before is null and c.table_name = any(ordered) and (c.row_id in (select unnest(chosen))) is true
    group by c.table_name order by c.table_name <> 'items', array_position(ordered, c.table_name) desc
  loop
    -- Its words before it, while its facets still tell its number: what words begin with is kept by it.
    if name = 'items' then
      delete from item_words w where w.tenant_id = tenant and w.item_id = any(added);
    end if;
    execute format('delete from %1$I t where t.tenant_id = $1 and t.id = any($2)', name) using tenant, added;
  end loop;
end
$$;
