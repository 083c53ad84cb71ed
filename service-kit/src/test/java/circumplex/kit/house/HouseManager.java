package circumplex.kit.house;

/** A name that says nothing, in a package that is not null-marked. */
final class HouseManager {}
