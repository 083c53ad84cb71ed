insert into idempotency (tenant, request_id, digest, answer, created_at) values
    ('default', '6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0001', '92a7088bd97f14166c36c1c146079173686238abce7ca1c6d828f7247a050bf9',
     'CjMiJGIxOWRkYTA4LWIzZmEtNDc4ZC04ODRmLTA1ZmY5Y2QxZmZlMSoLCIncitgGEIDlmnc=', current_timestamp);
insert into profile (tenant, user_id, value_set_id, weights, etag, updated_at) values
    ('default', 'anna', 'schwartz-19', 'power_dominance=-0.5,benevolence_caring=1.0', 'b19dda08-b3fa-478d-884f-05ff9cd1ffe1',
     timestamp with time zone '2026-11-22 08:55:37.25+00');
insert into deletion (tenant, request_id, user_digest, gateway_deleted, gateway_done, personalizer_deleted, personalizer_done,
    classifier_deleted, classifier_done, completed_at) values
    ('default', '6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0003', '267a114c474c3bc9eb508f4231510802da616b7d6ae53609af79f3ae83ba0d38',
     0, true, 0, true, 0, true, timestamp with time zone '2026-11-22 08:55:38.478+00');
