-- The weights that people chose, one row for each person and value set.
create table profile (
    tenant varchar(128) not null,
    user_id varchar(128) not null,
    value_set_id varchar(64) not null,
    weights text not null,
    etag varchar(64) not null,
    updated_at timestamp with time zone not null,
    primary key (tenant, user_id, value_set_id)
);

-- Erasures under way and done. The person is a digest, salted with the request id: the row outlives the data.
create table deletion (
    tenant varchar(128) not null,
    request_id varchar(36) not null,
    user_digest char(64) not null,
    gateway_deleted integer not null,
    gateway_done boolean not null,
    personalizer_deleted integer not null,
    personalizer_done boolean not null,
    completed_at timestamp with time zone,
    primary key (tenant, request_id)
);
