-- The current value of a copy, from what was observed of it and of its item. The rule stands here and nowhere else; pages,
-- totals and the table read what the triggers below keep. docs/decisions/values.md says it in words.

-- The newest day that has begun somewhere on Earth. What is dated later is still to come and doesn't count.
create or replace function newest_day() returns text language sql stable as $$
  select to_char(now() at time zone 'UTC' + interval '14 hours', 'YYYY-MM-DD')
$$;

-- The value of each copy of these items that has one. The tenant is named, so that its own numbers are planned for.
create or replace function worths_of(tenant uuid, of_items uuid[]) returns table (copy_id uuid, basis text, amount bigint, currency text,
    observation_id uuid, counted integer, left_out integer) language sql stable as $$
  -- What is about another copy or in another condition says nothing of this one; what names no condition is about each.
  -- Without a join of what is made here: it has no statistics, and two large ones would be compared row by row.
  with observed as (
    select c.id as copy, o.kind, o.amount, o.currency, row_number() over newest as place,
      first_value(o.id) over newest as first, first_value(o.currency) over newest as rules
    from observations o join copies c on c.tenant_id = tenant and c.item_id = o.item_id
      and (o.copy_id is null or o.copy_id = c.id) and (o.condition = '' or o.condition = c.condition)
    where o.tenant_id = tenant and o.item_id = any(of_items) and o.kind <> 'asked' and o.since <= newest_day()
    window newest as (partition by c.id, o.kind order by o.since desc, o.copy_id is null, o.noted_at desc, o.id desc)
  ),
  -- Sales are compared within the currency of the newest one.
  placed as (
    select o.*, row_number() over (partition by o.copy, o.kind, o.currency order by o.place) as nth,
      count(*) filter (where o.kind = 'sold' and o.currency <> o.rules) over (partition by o.copy, o.kind) as others
    from observed o
  ),
  -- Between two middle ones lies their mean; half a minor unit is rounded up. Of one, it is that one.
  found as (
    select p.copy, p.kind, ((array_agg(p.amount order by p.amount))[(count(*) + 1) / 2]
        + (array_agg(p.amount order by p.amount))[count(*) / 2 + 1] + 1) / 2 as amount,
      p.rules, p.first, count(*)::int as counted, p.others::int as others
    from placed p where p.currency = p.rules and p.nth <= case p.kind when 'sold' then 5 else 1 end
    group by p.copy, p.kind, p.rules, p.first, p.others
  )
  select distinct on (f.copy) f.copy, f.kind, f.amount, f.rules, f.first, f.counted, f.others
  from found f order by f.copy, array_position(array['appraised', 'sold', 'estimate'], f.kind)
$$;

-- Makes the values of these items' copies those of the rule. Whoever changes what they are made of takes turns, item by
-- item, so that each sees what the one before has written.
create or replace function write_worths(of_items uuid[]) returns void language plpgsql
  set plan_cache_mode = force_custom_plan as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
begin
  perform from items i where i.tenant_id = tenant and i.id = any(of_items) order by i.id for no key update;
  with made as materialized (select * from worths_of(tenant, of_items)),
  gone as (
    delete from worths w using copies c where c.tenant_id = tenant and w.tenant_id = tenant and c.id = w.copy_id
      and c.item_id = any(of_items) and w.copy_id not in (select m.copy_id from made m)
  )
  insert into worths as w (copy_id, basis, amount, currency, observation_id, counted, left_out) select * from made
    on conflict (tenant_id, copy_id) do update set basis = excluded.basis, amount = excluded.amount,
      currency = excluded.currency, observation_id = excluded.observation_id, counted = excluded.counted,
      left_out = excluded.left_out
    where (w.basis, w.amount, w.currency, w.observation_id, w.counted, w.left_out) is distinct from
      (excluded.basis, excluded.amount, excluded.currency, excluded.observation_id, excluded.counted, excluded.left_out);
end
$$;

-- Only items of which something was observed are looked at. Planned once, because planning costs more than a row.
create or replace function keep_worths() returns trigger language plpgsql set plan_cache_mode = force_generic_plan as $$
declare
  changed uuid[];
begin
  if is_restoring() then return null; end if;
  if tg_table_name = 'observations' then
    if tg_op <> 'INSERT' then changed := array(select item_id from old_rows); end if;
    if tg_op <> 'DELETE' then changed := changed || array(select item_id from new_rows); end if;
  elsif tg_op = 'INSERT' then
    changed := array(select n.item_id from new_rows n);
  else
    changed := array(select i.item_id from new_rows n join old_rows o on o.tenant_id = n.tenant_id and o.id = n.id
        and (o.condition <> n.condition or o.item_id <> n.item_id)
      cross join lateral (values (n.item_id), (o.item_id)) i (item_id));
  end if;
  if tg_table_name = 'copies' then
    changed := array(select c.id from unnest(changed) c (id) where exists (select from observations o
      where o.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid and o.item_id = c.id));
  end if;
  if cardinality(changed) > 0 then perform write_worths(array(select distinct unnest(changed))); end if;
  return null;
end
$$;

do $worths$
declare
  name text;
  happened text;
begin
  foreach name in array array['observations', 'copies'] loop
    foreach happened in array array['insert', 'update', 'delete'] loop
      execute format('drop trigger if exists keep_worths_%s on %I', happened, name);
      -- The value of a copy that goes, goes with it.
      continue when name = 'copies' and happened = 'delete';
      execute format('create trigger keep_worths_%1$s after %1$s on %2$I referencing %3$s for each statement
        execute function keep_worths()', happened, name,
        case happened when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
          else 'new table as new_rows old table as old_rows' end);
    end loop;
  end loop;
end
$worths$;
