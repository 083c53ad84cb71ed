-- The texts that people annotated, for each of them: what is erased for one person stays for another. Text and what it replies to are
-- UTF-8 as they were sent; empty where it replies to nothing. User ids are opaque: at most 128 bytes of UTF-8, hence at most 128
-- characters, compared as they are.
create table kept_text (
    tenant varchar(128) not null,
    user_id varchar(128) not null,
    content_key char(64) not null,
    text bytea not null,
    replied_to_text bytea not null,
    primary key (tenant, user_id, content_key)
);
