package circumplex.personalizer.questionnaire;

import circumplex.personalizer.annotation.Person;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table {@code answer}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public abstract class AnswerStore implements GenericRepository<AnswerStore.Row, String> {

    private static final String OF_PERSON = " where tenant = :tenant and user_id = :userId";

    private static final String ONE = OF_PERSON + " and questionnaire_id = :questionnaireId";

    /** One person's answers to one questionnaire. */
    @MappedEntity("answer")
    record Row(String tenant, String userId, @Id String questionnaireId, String answers, Instant answerTime) {}

    /** What this person answered in one questionnaire, if anything. */
    public Optional<KeptAnswers> find(Person person, String questionnaireId) {
        return one(person.tenant(), person.userId(), questionnaireId).map(AnswerStore::kept);
    }

    /** Everything this person answered, by questionnaire id. */
    public List<KeptAnswers> all(Person person) {
        return all(person.tenant(), person.userId()).stream().map(AnswerStore::kept).toList();
    }

    /** What a model takes: the answers to all items in their order, or nothing if one is missing. */
    public Optional<float[]> complete(Person person, Questionnaire questionnaire) {
        return find(person, questionnaire.id())
                .filter(kept -> kept.complete(questionnaire))
                .map(kept -> {
                    float[] answers = new float[questionnaire.items()];
                    kept.answers().forEach((item, answer) -> answers[item - 1] = answer);
                    return answers;
                });
    }

    /** Keeps exactly these answers. */
    void keep(Person person, KeptAnswers kept) {
        delete(person.tenant(), person.userId(), kept.questionnaireId());
        if (!kept.answers().isEmpty()) {
            String packed = kept.answers().entrySet().stream()
                    .map(answer -> answer.getKey() + "=" + answer.getValue())
                    .collect(Collectors.joining(" "));
            insert(person.tenant(), person.userId(), kept.questionnaireId(), packed, kept.answerTime());
        }
    }

    @Query("select * from answer" + ONE)
    abstract Optional<Row> one(String tenant, String userId, String questionnaireId);

    @Query("select * from answer" + OF_PERSON + " order by questionnaire_id")
    abstract List<Row> all(String tenant, String userId);

    @Query("delete from answer" + ONE)
    abstract void delete(String tenant, String userId, String questionnaireId);

    @Query("insert into answer (tenant, user_id, questionnaire_id, answers, answer_time)"
            + " values (:tenant, :userId, :questionnaireId, :answers, :answerTime)")
    abstract void insert(String tenant, String userId, String questionnaireId, String answers, Instant answerTime);

    private static KeptAnswers kept(Row row) {
        SortedMap<Integer, Integer> answers = new TreeMap<>();
        for (String answer : row.answers().split(" ", -1)) {
            int equals = answer.indexOf('=');
            answers.put(Integer.parseInt(answer, 0, equals, 10), Integer.parseInt(answer, equals + 1, answer.length(), 10));
        }
        return new KeptAnswers(row.questionnaireId(), answers, row.answerTime());
    }
}
