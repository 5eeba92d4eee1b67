-- The visits that earned a line's points, where its part counts what visits were classified as; parted by spaces.
alter table settlement_line add column visits text not null default '';
