package circumplex.gateway;

import circumplex.values.WeightVector;

/** Ready-made weights to start from. */
record Preset(String id, String title, String description, WeightVector weights) {}
