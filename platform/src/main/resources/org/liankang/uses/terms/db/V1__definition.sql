-- The current version of each code system, value set and concept map in the record, as it was submitted.
create table definition (
    reference text primary key,
    body text not null
);
