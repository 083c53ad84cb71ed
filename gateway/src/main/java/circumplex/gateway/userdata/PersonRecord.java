package circumplex.gateway.userdata;

/** One thing that the personalizer keeps about a person. */
sealed interface PersonRecord permits AnnotationRecord, AnswersRecord {}
