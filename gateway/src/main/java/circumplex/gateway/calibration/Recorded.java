package circumplex.gateway.calibration;

/** What became of a person's annotations. */
record Recorded(int added, int updated, int total, int inactive) {}
