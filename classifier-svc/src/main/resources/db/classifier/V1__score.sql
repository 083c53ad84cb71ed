-- One row for each text that a scorer has scored for a tenant. The text itself is kept nowhere.
-- scores: one big-endian 16-bit integer per value in the order of the value set that scorer_id names, in thousandths.
create table score (
    tenant varchar(128) not null,
    content_key char(64) not null,
    scorer_id varchar(256) not null,
    scores bytea not null,
    primary key (tenant, content_key, scorer_id)
);
