-- What the kit's own tests write.
create table effects (
    request_id varchar(36) not null,
    note text
);
