-- One row for each write that was answered in the last 24 hours. The answer is a message in Base64; it is empty only inside the transaction that makes it.
create table idempotency (
    tenant varchar(128) not null,
    request_id varchar(36) not null,
    digest char(64) not null,
    answer text,
    created_at timestamp with time zone not null,
    primary key (tenant, request_id)
);
create index idempotency_created_at on idempotency (created_at);
