insert into score (tenant, content_key, scorer_id, scores, fingerprint, quotes) values
    ('default', '3ceee9f76a4589aba004befe3ef67557d96a5f1377af591371cd3d2a64bf7afc', 'SCORER',
     hex'0000000000000000000000000000000000000000000000000000000000000bb8000000000000', 'fp_1', '15:0-4');
insert into model_usage values ('default', '2026-11-22', 3, 1, 360, 54, 100, 15);
insert into kept_text values
    ('default', 'somebody', '3ceee9f76a4589aba004befe3ef67557d96a5f1377af591371cd3d2a64bf7afc', hex'6b696e64', hex'');
