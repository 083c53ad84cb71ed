package circumplex.personalizer.annotation;

import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads everything that is kept about a person, oldest first, a page at a time. */
@Singleton
public final class ExportUserData {

    public static final int PAGE = 200;

    private final AnnotationStore annotations;

    ExportUserData(AnnotationStore annotations) {
        this.annotations = annotations;
    }

    /**
     * Holds one page in memory, reads the next when it is needed, and keeps no transaction open while the client reads. What
     * changes meanwhile moves to the end, so nothing that is kept throughout is missed; it may come twice, old and new.
     */
    public Iterator<KeptAnnotation> export(Person person) {
        return new Pages(person);
    }

    private final class Pages implements Iterator<KeptAnnotation> {

        private final Person person;
        private Iterator<KeptAnnotation> page = List.<KeptAnnotation>of().iterator();
        private @Nullable KeptAnnotation last;
        private boolean ended;

        Pages(Person person) {
            this.person = person;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && !ended) {
                List<KeptAnnotation> next = annotations.page(person, last, PAGE);
                ended = next.size() < PAGE;
                page = next.iterator();
            }
            return page.hasNext();
        }

        @Override
        public KeptAnnotation next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the export has ended");
            }
            KeptAnnotation next = page.next();
            last = next;
            return next;
        }
    }
}
