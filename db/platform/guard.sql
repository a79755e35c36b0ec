-- Runs after every migration of the platform database. @platform@ is the runtime login: it owns nothing and enters
-- with the rights of one of two group roles, which each transaction takes on; see docs/decisions/roles.md.

do $roles$
declare
  name text;
begin
  -- What a role may is the login's only in a transaction that has taken it on.
  if (select rolinherit from pg_roles where rolname = '@platform@') then
    alter role @platform@ noinherit;
  end if;
  foreach name in array array['@platform@_public', '@platform@_console'] loop
    if to_regrole(name) is null then
      execute format('create role %I', name);
    end if;
    if not pg_has_role('@platform@', name, 'member') then
      execute format('grant %I to @platform@', name);
    end if;
    -- Whoever may act as the schema's owner may make functions theirs.
    if not pg_has_role('@owner@', name, 'usage') then
      execute format('grant %I to @owner@', name);
    end if;
  end loop;
end
$roles$;

-- Nothing is anyone's that is not granted below, whoever granted it.
do $bare$
declare
  thing regclass;
  grantee text;
  policy name;
begin
  for thing in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') loop
    for grantee in
      select distinct case g.grantee when 0 then 'public' else g.grantee::regrole::text end
      from (select c.relacl from pg_class c where c.oid = thing
        union all select a.attacl from pg_attribute a where a.attrelid = thing) acls(acl), aclexplode(acl) g
      where g.grantee <> (select relowner from pg_class where oid = thing)
    loop
      execute format('revoke all on %s from %s', thing, grantee);
    end loop;
  end loop;
  for thing in select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
    execute format('alter table %s enable row level security', thing);
    for policy in select polname from pg_policy where polrelid = thing loop
      execute format('drop policy %I on %s', policy, thing);
    end loop;
    execute format('create policy console on %s to @platform@_console using (true)', thing);
    -- For processes of the version before, which take on no role. To be removed with the grants to the login.
    execute format('create policy login on %s to @platform@ using (true)', thing);
  end loop;
end
$bare$;

revoke all on schema public from public;
grant usage on schema public to @platform@, @platform@_public, @platform@_console;
-- Where the administrator of a managed server may not do this, Postgres warns and goes on.
revoke execute on function pg_catalog.set_config(text, text, boolean) from public;

grant select, insert, update, delete on all tables in schema public to @platform@;
-- Nobody rewrites the past: lines of the audit log are added and read.
revoke update, delete on audit, certificates, isolation_runs from @platform@;

-- The console, the worker and the command line: what their queries do, in any row.
grant select, insert, update, delete on databases, stacks, tenants, kept_names, operations, instances, operators,
  operator_tokens, component_days, window_letters to @platform@_console;
grant select, insert, update on watched_databases, incidents, maintenance_windows to @platform@_console;
grant select, insert, delete on ownerships, samples, blocked_addresses to @platform@_console;
grant select, update (decision, decided_by, decided_at, reason), delete on complaints to @platform@_console;
grant select, insert on audit, certificates, isolation_runs, incident_updates to @platform@_console;

-- What a transaction of the directory is about, as `doorAs` sets it; null where it is about nobody.
create or replace function about() returns text language sql stable as $$
  select nullif(current_setting('app.about', true), '')
$$;

-- Everyone may find a site's address and claim a name; a site's own transaction changes its row and no other.
grant select (id, slug, state, database_id, confirmed_at, purge_at, created_at), insert,
  update (slug, state, confirmed_at, purge_at), delete on tenants to @platform@_public;
create policy found on tenants for select to @platform@_public using (true);
create policy claimed on tenants for insert to @platform@_public
  with check (id = (select about())::uuid and state = 'founding');
create policy changed on tenants for update to @platform@_public using (id = (select about())::uuid);
create policy unclaimed on tenants for delete to @platform@_public
  using (id = (select about())::uuid and state = 'founding');

-- Whoever names an owner's address finds what it owns; nobody lists owners.
grant select, insert on ownerships to @platform@_public;
create policy found on ownerships for select to @platform@_public using (email_hash = (select about()));
create policy claimed on ownerships for insert to @platform@_public with check (tenant_id = (select about())::uuid);

-- A birth takes a spare, or enters one that is to be made; a database that somebody lives in stays as it is.
grant select, insert, update (state) on databases to @platform@_public;
create policy found on databases for select to @platform@_public using (true);
create policy entered on databases for insert to @platform@_public with check (kind = 'own' and state = 'preparing');
create policy taken on databases for update to @platform@_public
  using (kind = 'own' and state in ('spare', 'ready')
    and not exists (select from tenants where tenants.database_id = databases.id));

grant select (name, origin) on stacks to @platform@_public;
create policy found on stacks for select to @platform@_public using (true);

grant select, insert, update, delete on kept_names to @platform@_public;
create policy found on kept_names for select to @platform@_public using (true);
create policy kept on kept_names for insert to @platform@_public with check (tenant_id = (select about())::uuid);
create policy renewed on kept_names for update to @platform@_public
  using (tenant_id = (select about())::uuid or until <= now()) with check (tenant_id = (select about())::uuid);
create policy freed on kept_names for delete to @platform@_public
  using (tenant_id = (select about())::uuid or until <= now());

grant select, insert, update, delete on rates to @platform@_public;
create policy counted on rates for all to @platform@_public using (true);

-- A site's own work: what its owner may order, see and take back.
grant select, insert, update (state, error, ended_at, run_at) on operations to @platform@_public;
create policy seen on operations for select to @platform@_public
  using (tenant_id = (select about())::uuid or id = (select about())::uuid);
create policy ordered on operations for insert to @platform@_public
  with check (tenant_id = (select about())::uuid
    and kind in ('create', 'settle', 'move', 'export', 'purge', 'end-support', 'mirror', 'bulk-edit', 'intake', 'undo', 'paper', 'message'));
create policy changed on operations for update to @platform@_public using (tenant_id = (select about())::uuid);

grant select, insert on audit to @platform@_public;
create policy seen on audit for select to @platform@_public using (tenant_id = (select about())::uuid);
create policy told on audit for insert to @platform@_public with check (tenant_id = (select about())::uuid);

-- A site shows operators one message at a time, and sees what became of its own; nobody lists who is blocked.
grant select, insert on complaints to @platform@_public;
create policy seen on complaints for select to @platform@_public using (tenant_id = (select about())::uuid);
create policy sent on complaints for insert to @platform@_public
  with check (tenant_id = (select about())::uuid and decision is null);

grant select (email_hash) on blocked_addresses to @platform@_public;
create policy found on blocked_addresses for select to @platform@_public using (email_hash = (select about()));

grant select on certificates to @platform@_public;
create policy seen on certificates for select to @platform@_public
  using (id = (select about())::uuid or tenant_id = (select about())::uuid);

-- The status page is everyone's; what concerns one database or site is told there alone.
grant select on isolation_runs, samples, component_days, incidents, incident_updates, maintenance_windows
  to @platform@_public;
create policy seen on isolation_runs for select to @platform@_public using (true);
create policy seen on samples for select to @platform@_public using (true);
create policy seen on component_days for select to @platform@_public using (true);
create policy seen on incidents for select to @platform@_public
  using (database_id is null or database_id = (select database_id from tenants where id = (select about())::uuid));
create policy seen on incident_updates for select to @platform@_public
  using (incident_id in (select id from incidents));
create policy seen on maintenance_windows for select to @platform@_public
  using (concerns = 'all' or tenant_id = (select about())::uuid
    or database_id = (select database_id from tenants where id = (select about())::uuid));

-- How many there are is everyone's too.
drop function if exists count_other_windows();
create function count_other_windows() returns bigint language sql stable security definer
  set search_path = pg_catalog as $$
  select count(*) from public.maintenance_windows where concerns <> 'all' and ended_at is null and ends_at > now()
$$;
alter function about() owner to @owner@;
alter function count_other_windows() owner to @owner@;
revoke execute on function count_other_windows() from public;
grant execute on function count_other_windows() to @platform@_public, @platform@_console;

-- Whose site a name is: asked at each request, so by one statement that is a transaction of its own. It runs with the
-- rights of the directory's role, and so sees what a transaction of the directory sees.
create or replace function tenant_named(named text) returns table (id uuid, slug text, state text, "confirmedAt" timestamptz,
  kind text, "databaseName" text, "databaseServer" text, "databaseGeneration" int, "stackName" text, "stackOrigin" text)
  language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query
    select t.id, t.slug, t.state, t.confirmed_at, d.kind, d.name, d.server, d.generation, s.name, s.origin
    from public.tenants t join public.databases d on d.id = t.database_id
    left join public.stacks s on s.name = split_part(d.server, '@', 1)
    where t.slug = named;
end
$$;
-- An administrator who is no superuser gives a function to a role that may create things where it stands.
grant create on schema public to @platform@_public;
alter function tenant_named(text) owner to @platform@_public;
revoke create on schema public from @platform@_public;
do $callers$
declare
  grantee text;
begin
  for grantee in
    select case g.grantee when 0 then 'public' else g.grantee::regrole::text end
    from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
    where p.oid = 'tenant_named(text)'::regprocedure and g.grantee <> p.proowner
  loop
    execute format('revoke all on function tenant_named(text) from %s', grantee);
  end loop;
end
$callers$;
grant execute on function tenant_named(text) to @platform@;

create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% grows only', tg_table_name using errcode = '42501';
end
$$;
alter function refuse_change() owner to @owner@;

drop trigger if exists grows_only on audit;
create trigger grows_only before update or delete or truncate on audit
  for each statement execute function refuse_change();

-- A new operation is handed to the worker in the transaction that orders it, as the schema's owner: the
-- runtime login has no business with the worker's tables.
create or replace function hand_to_worker() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job('operation', json_build_object('id', new.id), run_at => new.run_at,
    max_attempts => 100, job_key => new.id::text, job_key_mode => 'preserve_run_at');
  return null;
end
$$;
alter function hand_to_worker() owner to @owner@;
revoke execute on function hand_to_worker() from public;

-- A spare that was taken is made up for at once.
create or replace function refill_spares() returns trigger language plpgsql security definer
  set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job('refill', job_key => 'refill');
  return null;
end
$$;
alter function refill_spares() owner to @owner@;
revoke execute on function refill_spares() from public;

drop trigger if exists refill_spares on databases;
create trigger refill_spares after update of state on databases for each row
  when (old.state = 'spare' and new.state <> 'spare') execute function refill_spares();

drop trigger if exists hand_to_worker on operations;
create trigger hand_to_worker after insert on operations for each row execute function hand_to_worker();

-- A stack has a directory of its own with its one tenant: what changes here is ordered to be changed there, in
-- the same transaction, whoever changes it.
create or replace function mirror_to_stack() returns trigger language plpgsql as $$
begin
  insert into operations (kind, tenant_id, slug, input, exclusive, ordered_by)
  select 'mirror', new.id, new.slug, jsonb_build_object('tenantId', new.id), false, 'Swingtag'
  from databases d where d.id = new.database_id and d.server ~ '^s[0-9]{8}@';
  return null;
end
$$;

drop trigger if exists mirror_to_stack on tenants;
create trigger mirror_to_stack after update of slug, state, confirmed_at, purge_at on tenants for each row
  when ((old.slug, old.state, old.confirmed_at, old.purge_at)
    is distinct from (new.slug, new.state, new.confirmed_at, new.purge_at))
  execute function mirror_to_stack();

-- Whoever made it, the ledger belongs to the owner, so that another administrator can go on.
alter schema ledger owner to @owner@;
alter table ledger.migrations owner to @owner@;

create or replace function mirror_rotation() returns trigger language plpgsql as $$
begin
  insert into operations (kind, tenant_id, slug, input, exclusive, ordered_by)
  select 'mirror', t.id, t.slug, jsonb_build_object('tenantId', t.id), false, 'Swingtag'
  from tenants t where t.database_id = new.id;
  return null;
end
$$;

drop trigger if exists mirror_rotation on databases;
create trigger mirror_rotation after update of generation on databases for each row
  when (old.generation <> new.generation and new.server ~ '^s[0-9]{8}@') execute function mirror_rotation();
