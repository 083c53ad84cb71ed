insert into idempotency (tenant, request_id, digest, answer, created_at) values
    ('default', '6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0002', 'a3df02bb2ef42beea5cbced89a8b54f4c3e7759390cab27391938d0ba11e29d9',
     'CAEYAQ==', current_timestamp);
insert into person (tenant, user_id, last_change, withdraw_time) values
    ('default', 'anna', timestamp with time zone '2026-11-22 08:55:38.115352+00', timestamp with time zone '2026-11-22 08:55:38.115352+00');
insert into annotation (tenant, user_id, value_set_id, value_set_version, content_key, value_set_sha256, ratings, base_scores,
    annotate_time) values
    ('default', 'anna', 'schwartz-19', 1, '3ceee9f76a4589aba004befe3ef67557d96a5f1377af591371cd3d2a64bf7afc',
     '7a03c9dc4b134b4197c590bcd44bf63e100c3da468d89b750b7e67face63a078', 'face=0 benevolence_caring=5',
     hex'00000047656d6265646465642f6c657869636f6e2d312d3135613461656331316133372f6e6f6e652f736368776172747a2d313940312f64657465726d696e69737469632f73696e676c650000001300000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000040400000000000000000000000000000',
     timestamp with time zone '2026-11-22 08:55:38.115352+00');
insert into annotation_tally (tenant, user_id, value_set_id, value_set_version, last_change, tally) values
    ('default', 'anna', 'schwartz-19', 1, timestamp with time zone '2026-11-22 08:55:38.115352+00', hex'00000001');
insert into calibration_state (tenant, user_id, model_id, space, last_change, active, inactive, sums) values
    ('default', 'anna', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'space', timestamp with time zone '2026-11-22 08:55:38.115352+00', 1, 0, hex'00000001');
insert into model (tenant, model_id, value_set_id, scorer_ids, dataset_id, job_id, create_time, recorded) values
    ('default', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'schwartz-19', 'a', 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd', '6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0003', timestamp with time zone '2026-11-22 14:00:00+00', false);
insert into model_promotion (tenant, value_set_id, sequence, kind, model_id, previous_model_id, reason, request_id, create_time) values
    ('default', 'schwartz-19', 1, 'PROMOTE', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '', '', '6f1c1a52-93a1-4a5e-8f0e-2f6f1b1d0004',
     timestamp with time zone '2026-11-22 14:00:01+00');
insert into answer (tenant, user_id, questionnaire_id, answers, answer_time) values
    ('default', 'anna', 'vcq-25', '1=4 2=7 25=1', timestamp with time zone '2026-11-22 15:31:02.250001+00');
insert into dataset (tenant, dataset_id, name, licence, annotations, posts, people, scorer_ids, size_bytes, card, create_time) values
    ('default', 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd', 'a study', 'CC-BY-4.0', 10, 5, 2, 'a', 1000, '# Data', timestamp with time zone '2026-11-22 13:59:00+00');
