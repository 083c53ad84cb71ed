-- The classifier keeps texts of annotated posts. Erasures that were complete before it did stay complete.
alter table deletion add column classifier_deleted integer default 0 not null;
alter table deletion add column classifier_done boolean default false not null;
update deletion set classifier_done = true where completed_at is not null;
