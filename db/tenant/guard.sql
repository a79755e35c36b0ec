-- Runs after every migration of a tenant database, over whatever tables there are, so that a new table
-- is guarded without its author doing anything. @tenant@ is the group role of the runtime logins.

revoke all on schema public from public;
grant usage on schema public to @tenant@;
revoke all on all tables in schema public from public, @tenant@;
-- Where the administrator of a managed server may not do this, Postgres warns and goes on.
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;

-- While rows are put back exactly as they were, `app.restoring` keeps triggers from adding to them. Functions of triggers
-- ask for it, and no condition of a trigger does: that is read and planned anew for each statement, also for each that a
-- reference runs for a row, and took a third of a deletion. What runs for each row asks in a condition, without this function.
create or replace function is_restoring() returns boolean language sql stable as $$
  select coalesce(current_setting('app.restoring', true), '') = 'on'
$$;

-- While many items are added, `app.gathering` keeps triggers from making their words and facets table by table; whoever
-- gathers makes them once in the end.
create or replace function is_gathering() returns boolean language sql stable as $$
  select coalesce(current_setting('app.gathering', true), '') = 'on'
$$;

create or replace function count_site_version() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  return new;
end
$$;

create or replace function touch_site() returns trigger language plpgsql as $$
begin
  -- Once in a transaction: each further version of the row would make it longer to find. Asked first, because a statement
  -- that changes no row still runs the triggers of its table.
  if not is_restoring() and exists (select from site where xmin <> pg_current_xact_id()::xid) then
    update site set version = version where xmin <> pg_current_xact_id()::xid;
  end if;
  return null;
end
$$;

-- What hangs on another row takes `hidden` from it. The lock makes it the newest; the reference then keeps it so. A row
-- that is not there leaves null, which the column refuses. What hangs on none is hidden. Each table has a function of its own,
-- planned once for a connection and for any tenant, because planning costs more than the row.
create or replace function make_take_hidden(table_name text, parent text, own text) returns void language plpgsql as $$
begin
  execute format($make$
    create or replace function take_hidden_of_%1$s() returns trigger language plpgsql
      set plan_cache_mode = force_generic_plan set enable_seqscan = off as $body$
    begin
      if new.%3$I is null then
        new.hidden := true;
      else
        select p.hidden from %2$I p where p.tenant_id = new.tenant_id and p.id = new.%3$I for key share into new.hidden;
      end if;
      return new;
    end
    $body$ $make$, table_name, parent, own);
end
$$;

-- A value is for members while its field is, and is kept off the page while its copy is; the references then keep it so.
create or replace function take_withheld() returns trigger language plpgsql as $$
begin
  select hidden from fields where tenant_id = new.tenant_id and id = new.field_id for key share into new.withheld;
  select kept_off from copies where tenant_id = new.tenant_id and id = new.copy_id for key share into new.kept_off;
  return new;
end
$$;

-- There the tenant is not taken from a setting, which a query could change in its midst, but from the name of
-- the cursor that each transaction opens first: an expression can open and close none. See docs/decisions/roles.md.
do $guard$
declare
  name regclass;
  table_name text;
  word jsonb;
  command text;
  managed boolean := has_function_privilege('public', 'pg_catalog.set_config(text, text, boolean)', 'execute');
  tenant text := case when managed
    then '(select substr(name, 8, 36)::uuid from pg_cursor() where name like ''tenant %'' and not is_holdable)'
    else '(select nullif(current_setting(''app.tenant_id'', true), '''')::uuid)' end;
  audience text := case when managed
    then '(select substr(name, 45) from pg_cursor() where name like ''tenant %'' and not is_holdable)'
    else '(select current_setting(''app.audience'', true))' end;
begin
  -- A sealed tenant is read and not written: its rows are about to live elsewhere, or do so already.
  create table if not exists ledger.seals (tenant_id uuid primary key, until timestamptz not null);
  for name in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table %s enable row level security', name);
    execute format('alter table %s force row level security', name);
    execute format('drop policy if exists tenant on %s', name);
    execute format('create policy tenant on %1$s using (tenant_id = %2$s) with check (tenant_id = %2$s)', name, tenant);
    execute format('grant select, insert, update, delete on %s to @tenant@', name);
  end loop;

  foreach table_name in array array['ledger.seals', 'ledger.outdated'] loop
    execute format('alter table %s enable row level security', table_name);
    execute format('alter table %s force row level security', table_name);
    execute format('drop policy if exists tenant on %s', table_name);
    execute format('create policy tenant on %s for select using (tenant_id = %s)', table_name, tenant);
  end loop;

  -- What the schema says of who may see a row holds whatever a query forgets. Of a table without a word, visitors
  -- see nothing.
  for name, table_name in select oid, relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
    word := coalesce('@audiences@'::jsonb -> table_name,
      '{"seen": "@said@ = ''members''", "added": "@said@ is distinct from ''senders''", "shown": false}');
    execute format('drop policy if exists audience on %s', name);
    if word ->> 'seen' is not null then
      execute format('create policy audience on %s as restrictive for select using (%s)', name,
        replace(word ->> 'seen', '@said@', audience));
    end if;
    -- Visitors who write to the owners add what the schema lets them, and change and remove nothing.
    foreach command in array array['insert', 'update', 'delete'] loop
      execute format('drop policy if exists %sing on %s', rtrim(command, 'e'), name);
      execute format('create policy %1$sing on %2$s as restrictive for %3$s %4$s (%5$s)', rtrim(command, 'e'), name, command,
        case command when 'insert' then 'with check' else 'using' end,
        replace(case command when 'insert' then word ->> 'added' else '@said@ is distinct from ''senders''' end, '@said@', audience));
    end loop;
    -- The site's version goes up with each transaction that changes what a visitor could see.
    execute format('drop trigger if exists touch_site on %s', name);
    if (word ->> 'shown')::boolean and table_name <> 'site' then
      execute format('create trigger touch_site after insert or update or delete on %s for each statement
        execute function touch_site()', name);
    end if;
    execute format('drop trigger if exists take_hidden on %s', name);
    execute format('drop trigger if exists take_hidden_anew on %s', name);
    if word ->> 'follows' is not null then
      perform make_take_hidden(table_name, word -> 'follows' ->> 'parent', word -> 'follows' ->> 'own');
      execute format('create trigger take_hidden before insert on %s for each row when (new.hidden is null)
        execute function take_hidden_of_%s()', name, table_name);
      execute format('create trigger take_hidden_anew before update of %2$I on %1$s for each row
        when (old.%2$I is distinct from new.%2$I and current_setting(''app.restoring'', true) is distinct from ''on'') execute function take_hidden_of_%3$s()',
        name, word -> 'follows' ->> 'own', table_name);
    end if;
  end loop;
end
$guard$;

grant usage on schema ledger to @tenant@;
revoke all on all tables in schema ledger from public, @tenant@;
grant select on ledger.seals, ledger.outdated, ledger.migrations to @tenant@;

-- Each writing transaction begins with it. Whoever seals takes the same lock exclusively, and so waits for
-- the writers that came before.
create or replace function begin_write() returns void language plpgsql as $$
declare
  mine uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('write ' || mine, 0));
  if coalesce(current_setting('app.audience', true), '') not in ('members', 'viewers', 'sign-in', 'senders') then
    raise exception 'Visitors write nothing.' using errcode = '42501';
  end if;
  if exists (select from ledger.seals where tenant_id = mine and until > clock_timestamp()) then
    raise exception 'sealed' using errcode = 'SW001';
  end if;
end
$$;

drop trigger if exists take_withheld on field_values;
create trigger take_withheld before insert on field_values for each row when (new.withheld is null)
  execute function take_withheld();

drop trigger if exists count_version on site;
create trigger count_version before update on site for each row when (current_setting('app.restoring', true) is distinct from 'on') execute function count_site_version();

-- An address that an item had leads to it for ever, and is its own again when it takes it back.
create or replace function keep_former_address() returns trigger language plpgsql as $$
begin
  delete from former_addresses where slug = new.slug and item_id = new.id;
  insert into former_addresses (item_id, slug) values (new.id, old.slug)
    on conflict (tenant_id, slug) do update set item_id = excluded.item_id, hidden = excluded.hidden;
  return null;
end
$$;

drop trigger if exists keep_former_address on items;
create trigger keep_former_address after update of slug on items
  for each row when (old.slug <> new.slug and current_setting('app.restoring', true) is distinct from 'on') execute function keep_former_address();

drop trigger if exists keep_sort_name on items;
create trigger keep_sort_name before insert or update of name, variant on items
  for each row when (current_setting('app.restoring', true) is distinct from 'on') execute function keep_sort_name();

drop trigger if exists keep_language on site;
create trigger keep_language after update of language on site
  for each row when (old.language <> new.language and current_setting('app.restoring', true) is distinct from 'on') execute function keep_language();

-- Words are kept in step by each statement that changes what an item says; see item-words.sql.
do $words$
declare
  name text;
  happened text;
begin
  foreach name in array array['items', 'copies', 'copy_private', 'wants', 'item_tags', 'field_values'] loop
    foreach happened in array array['insert', 'update', 'delete'] loop
      execute format('drop trigger if exists keep_words_%s on %I', happened, name);
      continue when name = 'items' and happened = 'delete';
      execute format('create trigger keep_words_%1$s after %1$s on %2$I referencing %3$s for each statement
        execute function keep_words_of_%2$s_%1$s()', happened, name,
        case happened when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
          else 'new table as new_rows old table as old_rows' end);
    end loop;
  end loop;
end
$words$;

-- What items offer the filters, and which items have it, is kept in step the same way; see facets.sql.
do $facets$
declare
  name text;
  happened text;
  does text;
begin
  foreach name in array array['items', 'copies', 'wants', 'field_values', 'item_facets'] loop
    foreach happened in array array['insert', 'update', 'delete'] loop
      execute format('drop trigger if exists keep_facets_%s on %I', happened, name);
      continue when name = 'items' and happened = 'delete';
      does := case when name = 'item_facets' then 'turn_bits_' || happened else format('keep_facets_of_%s_%s', name, happened) end;
      execute format('create trigger keep_facets_%1$s after %1$s on %2$I referencing %3$s for each statement
        execute function %4$I()', happened, name,
        case happened when 'insert' then 'new table as new_rows' when 'delete' then 'old table as old_rows'
          else 'new table as new_rows old table as old_rows' end, does);
    end loop;
  end loop;
end
$facets$;

drop trigger if exists keep_beginnings_insert on item_words;
create trigger keep_beginnings_insert after insert on item_words referencing new table as new_rows for each statement
  execute function keep_beginnings_insert();
drop trigger if exists keep_beginnings_delete on item_words;
create trigger keep_beginnings_delete after delete on item_words referencing old table as old_rows for each statement
  execute function keep_beginnings_delete();
drop trigger if exists keep_beginnings_update on item_words;
create trigger keep_beginnings_update after update of for_members on item_words
  for each row when (old.for_members <> new.for_members and current_setting('app.restoring', true) is distinct from 'on') execute function keep_beginnings_update();

drop trigger if exists keep_offered_field on fields;
create trigger keep_offered_field after update of type on fields
  for each row when (old.type <> new.type and current_setting('app.restoring', true) is distinct from 'on') execute function keep_offered_field();

-- A process of the version before still writes how an item stands and what was paid where they lay then. At the end of its
-- transaction, when the item has its copies, they are carried over.
create or replace function bring_over_written() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'items' then
    perform bring_over(new.id);
  else
    perform bring_over(new.item_id);
  end if;
  return null;
end
$$;

drop trigger if exists bring_over on items;
create constraint trigger bring_over after insert or update of status on items deferrable initially deferred
  for each row when (new.status <> 'owned' and current_setting('app.restoring', true) is distinct from 'on') execute function bring_over_written();
drop trigger if exists bring_over on copies;
create constraint trigger bring_over after insert or update of price_paid on copies deferrable initially deferred
  for each row when (new.price_paid is not null and current_setting('app.restoring', true) is distinct from 'on') execute function bring_over_written();

-- What shows a copy that is kept off the page goes to the inbox when the copy goes: with the item it would stand on the
-- page. Where the item itself is deleted its photos are too, and nothing may be written: a reference deletes past the
-- policies, and a statement within it would reach every tenant's site.
create or replace function keep_photos_off() returns trigger language plpgsql as $$
begin
  if exists (select from items where tenant_id = old.tenant_id and id = old.item_id)
    and exists (select from photos where tenant_id = old.tenant_id and copy_id = old.id) then
    update photos set item_id = null, copy_id = null, of_certificate = false, held_for = null
    where tenant_id = old.tenant_id and copy_id = old.id;
  end if;
  return old;
end
$$;

drop trigger if exists keep_photos_off on copies;
create trigger keep_photos_off before delete on copies for each row when (old.kept_off and current_setting('app.restoring', true) is distinct from 'on')
  execute function keep_photos_off();

-- A place lies in no place that lies in it. Whoever moves places takes turns.
-- An archive may hold a circle too; the union ends on one that is there already.
create or replace function refuse_circle() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('places ' || new.tenant_id, 0));
  if exists (
    with recursive above (id) as (
      select new.parent_id
      union
      select p.parent_id from places p join above a on p.id = a.id where p.tenant_id = new.tenant_id)
    select from above where id = new.id) then
    raise exception 'A place lies in itself.' using errcode = '23514';
  end if;
  return null;
end
$$;

drop trigger if exists refuse_circle on places;
create trigger refuse_circle after insert or update of parent_id on places
  for each row when (new.parent_id is not null) execute function refuse_circle();
