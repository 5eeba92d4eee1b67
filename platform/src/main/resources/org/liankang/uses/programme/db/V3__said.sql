-- A digest of all that is said of a resident: who is told the same again is not read again.
alter table wake add column said text not null default '';

-- How far everybody was evaluated by these rules: the last resident that was, or null when all were.
alter table rulebook add column reviewed bigint;
