package circumplex.cli.models;

import circumplex.cli.ExitCodes;
import circumplex.personalizer.v1.JobState;
import circumplex.personalizer.v1.TrainingJob;
import java.util.Locale;

/** A job in one line. */
final class JobText {

    private JobText() {}

    static String of(TrainingJob job) {
        StringBuilder line = new StringBuilder(job.getJobId()).append(' ').append(state(job.getState()));
        if (job.getStepsTotal() > 0) {
            line.append(", step ").append(job.getStepsDone()).append(" of ").append(job.getStepsTotal());
        }
        if (job.hasTimeLeft()) {
            line.append(", ").append(job.getTimeLeft().getSeconds()).append(" s left");
        }
        if (job.getState() == JobState.JOB_STATE_SUCCEEDED) {
            line.append(", model ").append(job.getModelId());
        }
        if (!job.getFailure().isEmpty()) {
            line.append(": ").append(job.getFailure());
        }
        return line.toString();
    }

    /** A job that came to nothing is a finding of the command. */
    static int exitCode(TrainingJob job) {
        return job.getState() == JobState.JOB_STATE_SUCCEEDED ? ExitCodes.OK : ExitCodes.FINDING;
    }

    private static String state(JobState state) {
        return state.name().substring("JOB_STATE_".length()).toLowerCase(Locale.ROOT);
    }
}
