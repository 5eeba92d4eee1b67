-- Heads and what resources are found by live in the search index, which is made anew from the versions (decision 0012).
drop table head;
drop table phrase;
-- Submissions and times ascend with the position, so both are found by halving.
drop index version_submission;
alter table version add column resolved text;   -- what conditional references in the body mean: lines of "as written<TAB>Type/id"

-- Names this record, so that an index folder of another one is not taken for its own.
create table identity (
    id uuid not null default gen_random_uuid()
);
insert into identity default values;

-- Zstandard dictionaries that bodies of a type are packed with; the frame names the one it needs.
create table dictionary (
    number int primary key,
    type smallint not null,
    made timestamptz not null default now(),
    body bytea not null
);
