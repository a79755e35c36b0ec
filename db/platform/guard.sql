-- Runs after every migration of the platform database. @platform@ is the runtime login: it owns nothing.

revoke all on schema public from public;
grant usage on schema public to @platform@;
revoke all on all tables in schema public from public, @platform@;
grant select, insert, update, delete on all tables in schema public to @platform@;
