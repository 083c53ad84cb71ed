package circumplex.bench.overload;

/** Answered calls per second with so many callers at once. */
public record Step(int callers, double answersPerSecond) {}
