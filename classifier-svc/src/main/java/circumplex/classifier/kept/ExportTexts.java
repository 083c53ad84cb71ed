package circumplex.classifier.kept;

import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Reads every text that is kept for a person, a page at a time, and keeps no transaction open while the client reads. */
@Singleton
public final class ExportTexts {

    /** At most some megabytes. */
    static final int PAGE = 50;

    private final KeptTextStore texts;

    ExportTexts(KeptTextStore texts) {
        this.texts = texts;
    }

    /** In the order of the keys. */
    public Iterator<KeptText> export(String tenant, String userId) {
        return new Pages(tenant, userId);
    }

    private final class Pages implements Iterator<KeptText> {

        private final String tenant;
        private final String userId;
        private Iterator<KeptText> page = List.<KeptText>of().iterator();
        private String last = "";
        private boolean ended;

        Pages(String tenant, String userId) {
            this.tenant = tenant;
            this.userId = userId;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext() && !ended) {
                List<KeptText> next = texts.page(tenant, userId, last, PAGE);
                ended = next.size() < PAGE;
                page = next.iterator();
            }
            return page.hasNext();
        }

        @Override
        public KeptText next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the export has ended");
            }
            KeptText next = page.next();
            last = next.contentKey();
            return next;
        }
    }
}
