-- Submissions come in the order of time, so a few pages tell a month.
create index submission_received on submission using brin (received);
