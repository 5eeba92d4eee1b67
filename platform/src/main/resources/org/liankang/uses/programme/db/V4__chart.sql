-- The facts of a resident as one piece of bytes (ChartPacking); gone as soon as a fact changes, made anew when next asked for.
create table chart (
    resident bigint primary key,
    body bytea not null
);
