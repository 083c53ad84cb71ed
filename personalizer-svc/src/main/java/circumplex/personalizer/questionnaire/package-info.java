/**
 * What people answered in questionnaires: which there are, how answers are recorded, kept and read.
 *
 * <p>Called by its endpoint, by the export and by those who calibrate scores. Knows item numbers and no wording, and no calibrator.
 */
@NullMarked
package circumplex.personalizer.questionnaire;

import org.jspecify.annotations.NullMarked;
