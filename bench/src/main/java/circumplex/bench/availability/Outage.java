package circumplex.bench.availability;

import circumplex.bench.load.Outcomes;

/**
 * One time without some services.
 *
 * @param during the calls that were sent and ended while they could not answer
 * @param unflagged those of them that were answered and did not say what is missing, or not what the contract says
 * @param wholeAfterMillis from the return of the services to the first answer after which all are whole
 */
public record Outage(String name, Outcomes<?> during, int unflagged, double wholeAfterMillis) {}
