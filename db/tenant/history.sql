-- The history: what each action changed, row by row, kept by triggers on every table whose author says so in schema.ts.

-- The change set of this transaction. The app names it; another writer's transactions are told apart by their number.
create or replace function change_set_now() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('app.change_set', true), '')::uuid,
    md5(concat_ws(' ', pg_current_xact_id(), transaction_timestamp()))::uuid)
$$;

-- Enters the change set with its author's name as it is now, and the fields that it touched.
create or replace function enter_change_set(tenant uuid, change_set uuid, touched text[]) returns void language plpgsql as $$
declare
  author uuid := nullif(current_setting('app.member_id', true), '')::uuid;
begin
  if exists (select from change_sets s where s.tenant_id = tenant and s.id = change_set and s.fields @> touched) then
    return;
  end if;
  insert into change_sets (tenant_id, id, action, member_id, member_name, fields) values (
    tenant, change_set, coalesce(nullif(current_setting('app.action', true), ''), 'change'), author,
    coalesce((select m.name from members m where m.tenant_id = tenant and m.id = author), ''), touched)
  on conflict (tenant_id, id) do update set fields =
    array(select distinct field from unnest(change_sets.fields || excluded.fields) field order by 1);
end
$$;

drop function if exists keep_change(), keep_change_insert(), keep_change_update(), keep_change_delete() cascade;
drop function if exists items_of(uuid, text, uuid[]);

-- Each keeps what a statement did to each row: all of one that came or went, else the columns that differ, so that taking
-- it back leaves alone what others wrote beside it. Within a change set a row's changes add up to one. There is one for
-- each table and kind of statement: it is planned once for a connection, because planning costs more than a row, and compares
-- columns before it makes anything of a row.
do $history$
declare
  name regclass;
  word jsonb;
  own text;
  item text;
  skipped text[];
  compared text[];
  happened text;
  rows text;
begin
  for name, word in select c.oid, '@history@'::jsonb -> c.relname::text from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') loop
    -- What Postgres generates, or a reference carries, follows by itself.
    skipped := array(select attname::text from pg_attribute where attrelid = name and attnum > 0 and attgenerated <> ''
      union select 'tenant_id' union select 'hidden' union select jsonb_array_elements_text(word -> 'without'));
    compared := array(select attname::text from pg_attribute where attrelid = name and attnum > 0 and not attisdropped
      and attname <> all(skipped || array['id']) order by attnum);
    own := quote_ident(word ->> 'own');
    -- Of a row that went before, the history knows the item.
    item := case when word ->> 'through' is null then 'd.parent' else format('coalesce(
      (select p.item_id from %I p where p.tenant_id = d.tenant_id and p.id = d.parent),
      (select c.item_id from changes c where c.tenant_id = d.tenant_id and c.row_id = d.parent order by c.at desc limit 1))',
      word ->> 'through') end;
    foreach happened in array array['insert', 'update', 'delete'] loop
      execute format('drop trigger if exists keep_change_%s on %s', happened, name);
      continue when word is null;
      rows := case happened
        when 'insert' then format('select r.tenant_id, r.id, %s, null::jsonb, to_jsonb(r) - %L::text[], array[%L]
          from new_rows r', coalesce('r.' || own, 'null::uuid'), skipped, name || '+')
        when 'delete' then format('select r.tenant_id, r.id, %s, to_jsonb(r) - %L::text[], null::jsonb, array[%L]
          from old_rows r', coalesce('r.' || own, 'null::uuid'), skipped, name || '-')
        -- A statement may reach a row twice through its references: what was first becomes what is last. A photo that is
        -- removed from its item belongs to the item's history.
        else format('
          select p.tenant_id, p.id, p.parent, t.before, t.after, t.touched from (
            select n.tenant_id, n.id, %1$s as parent, to_jsonb(o) as was, to_jsonb(n) as became,
              array_remove(array[%2$s], null) as columns
            from (select distinct on (r.tenant_id, r.id) r.* from (select row_number() over () as "at place", o.* from old_rows o) r
                order by r.tenant_id, r.id, r."at place") o
              join (select distinct on (r.tenant_id, r.id) r.* from (select row_number() over () as "at place", n.* from new_rows n) r
                order by r.tenant_id, r.id, r."at place" desc) n on n.tenant_id = o.tenant_id and n.id = o.id
            where row(o.%3$s) is distinct from row(n.%4$s) offset 0) p
          cross join lateral (
            select jsonb_object_agg(c.name, p.was -> c.name) as before, jsonb_object_agg(c.name, p.became -> c.name) as after,
              array_agg(%5$L || c.name) as touched
            from unnest(p.columns) c (name)) t', case when own is null then 'null::uuid' else format('coalesce(n.%1$s, o.%1$s)', own) end,
          (select string_agg(format('case when o.%1$I is distinct from n.%1$I then %1$L end', c), ', ') from unnest(compared) c),
          (select string_agg(quote_ident(c), ', o.') from unnest(compared) c),
          (select string_agg(quote_ident(c), ', n.') from unnest(compared) c), name || '.') end;
      -- Rows are matched by hashing, whatever a plan guesses of how many there are.
      execute format($function$
        create or replace function keep_change_of_%1$s_%2$s() returns trigger language plpgsql set timezone to 'UTC'
          set plan_cache_mode to force_generic_plan set enable_seqscan to off set enable_nestloop to off as $body$
        declare
          change_set constant uuid := change_set_now();
        begin
          if is_restoring() or not exists (select from %3$s) then return null; end if;
          with differing (tenant_id, id, parent, before, after, touched) as materialized (%4$s),
          entered as materialized (
            select d.tenant_id, enter_change_set(d.tenant_id, change_set, array_agg(distinct t.field)) as done
            from differing d cross join lateral unnest(d.touched) t (field) group by d.tenant_id)
          insert into changes as kept (tenant_id, change_set_id, table_name, row_id, item_id, before, after)
          select d.tenant_id, change_set, %1$L, d.id, %5$s, d.before, d.after
          from entered e join differing d on d.tenant_id = e.tenant_id
          on conflict (tenant_id, change_set_id, table_name, row_id) do update set
            at = excluded.at,
            item_id = coalesce(excluded.item_id, kept.item_id),
            before = case when kept.before is not null then coalesce(excluded.before, '{}') || kept.before end,
            after = case when excluded.after is not null then coalesce(kept.after, '{}') || excluded.after end
          -- What a statement changed of a row before it took it away is told after that, and is no news.
          where kept.after is not null or excluded.before is null or excluded.after is null;
          return null;
        end
        $body$ $function$, name, happened, case happened when 'delete' then 'old_rows' else 'new_rows' end, rows, item);
      execute format('create trigger keep_change_%1$s after %1$s on %2$s referencing %3$s for each statement
        execute function keep_change_of_%2$s_%1$s()', happened, name,
        case happened when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
          else 'old table as old_rows new table as new_rows' end);
    end loop;
  end loop;
end
$history$;

-- What is left of a row for reading: what is empty is left out, a long text is cut.
create or replace function thinned(part jsonb, letters integer) returns jsonb language sql immutable strict as $$
  select coalesce(jsonb_object_agg(p.key, case when length(p.value #>> '{}') > letters
      then to_jsonb(left(p.value #>> '{}', letters) || '…') else p.value end), '{}')
    from jsonb_each(part) p where p.value not in ('null', '""', '[]', '{}')
$$;
