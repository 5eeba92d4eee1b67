-- Whether a plan is final for the teams; a change by hand makes it a draft again.
alter table plan add column published_at timestamptz, add column published_by text not null default '';
