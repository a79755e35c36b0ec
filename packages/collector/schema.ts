/** The tables of a collector's file. `words` is the full-text index and holds no copy of the lines. */
export const SCHEMA = `
  create table if not exists lines (
    id integer primary key, time real not null, level text not null, severity integer not null,
    part text not null, instance text not null, version text not null, message text not null,
    trace text not null, span text not null, request text not null, tenant text not null,
    site text not null, attributes text not null);
  create index if not exists lines_time on lines (time);
  create index if not exists lines_trace on lines (trace) where trace <> '';
  create index if not exists lines_request on lines (request) where request <> '';
  create index if not exists lines_site on lines (site, time) where site <> '';
  create index if not exists lines_tenant on lines (tenant, time) where tenant <> '';
  create virtual table if not exists words using fts5 (
    message, attributes, content='lines', content_rowid='id', tokenize="unicode61 tokenchars '_'");
  create trigger if not exists lines_added after insert on lines begin
    insert into words (rowid, message, attributes) values (new.id, new.message, new.attributes);
  end;
  create trigger if not exists lines_gone after delete on lines begin
    insert into words (words, rowid, message, attributes)
      values ('delete', old.id, old.message, old.attributes);
  end;
  create table if not exists spans (
    id integer primary key, trace text not null, span text not null, parent text not null,
    name text not null, part text not null, instance text not null, time real not null,
    ended real not null, failed integer not null, attributes text not null);
  create index if not exists spans_trace on spans (trace);
  create index if not exists spans_time on spans (time);
  create table if not exists points (
    id integer primary key, time real not null, name text not null, part text not null,
    instance text not null, attributes text not null, value real not null, count real not null,
    buckets text not null);
  create table if not exists files (file text primary key, read_to integer not null);
  create index if not exists points_name on points (name, time);
  create index if not exists points_time on points (time);
`;
