-- Long prescriptions and what was handed over of them.
create table prescription (
    reference text primary key,
    resident bigint not null,
    institution bigint not null,
    medicine text not null,
    starts date not null,
    until date,
    supply int not null,
    repeats int not null
);
create index prescription_of_resident on prescription (resident);

create table dispense (
    reference text primary key,
    prescription text not null,
    day date not null,
    supply int
);
create index dispense_of_prescription on dispense (prescription);

-- What is due next of each prescription that runs.
create table refill (
    prescription text primary key,
    resident bigint not null,
    institution bigint not null,
    medicine text not null,
    kind text not null,
    number int not null,
    allowed int not null,
    due date not null,
    evidence text not null
);
create index refill_of_resident on refill (resident);
create index refill_of_institution on refill (institution, due);
create index refill_due on refill (due);
