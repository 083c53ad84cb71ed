insert into score (tenant, content_key, scorer_id, scores, fingerprint) values
    ('default', '3ceee9f76a4589aba004befe3ef67557d96a5f1377af591371cd3d2a64bf7afc', 'SCORER',
     hex'0000000000000000000000000000000000000000000000000000000000000bb8000000000000', 'fp_1');
