-- What a message announced may be settled before or after it was sent; what no sender took rests before it is tried again,
-- and says why it was not taken.
alter table message drop constraint message_state_check;
alter table message add constraint message_state_check check (state in
    ('WAITING', 'SENT', 'UNWANTED', 'UNREACHABLE', 'GIVEN_UP', 'OVERTAKEN', 'WITHDRAWN', 'SETTLED'));
alter table message add column next timestamptz;
alter table message add column failure text not null default '';
create index message_standing on message (due) where state in ('WAITING', 'SENT');
