-- Figures reported by hand, every version of every MeasureReport of a plan. A version counts when it is complete and
-- gives its evidence; of each resource only the newest version can.
create table report (
    id          text        not null,
    version     integer     not null,
    position    bigint      not null,
    measure     text        not null,
    counts      boolean     not null,
    period_from date,
    period_upto date,
    reported    date,
    value       numeric,
    evidence    text        not null,
    reporter    text        not null,
    institution bigint      not null,
    submission  bigint      not null,
    at          timestamptz not null,
    primary key (id, version)
);
create index report_measure on report (measure);
