-- Runs after every migration of the platform database. @platform@ is the runtime login: it owns nothing.

revoke all on schema public from public;
grant usage on schema public to @platform@;
revoke all on all tables in schema public from public, @platform@;
grant select, insert, update, delete on all tables in schema public to @platform@;

-- Nobody rewrites the past: lines of the audit log are added and read.
revoke update, delete on audit, certificates, isolation_runs from @platform@;

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
