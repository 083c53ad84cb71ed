package circumplex.classifier;

import circumplex.classifier.classify.Classification;
import circumplex.classifier.classify.Post;
import circumplex.classifier.kept.KeptText;
import circumplex.classifier.v1.ClassifyStoredResponse;
import circumplex.classifier.v1.ExportUserDataResponse;
import circumplex.values.ValueSet;
import circumplex.wire.WireValueSets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Maps the messages about kept texts. */
final class KeptTextWire {

    private KeptTextWire() {}

    /** The posts that have something to keep, under the keys that they were given. */
    static List<KeptText> texts(List<Post> posts, List<Classification> classified) {
        List<KeptText> texts = new ArrayList<>(posts.size());
        for (int i = 0; i < posts.size(); i++) {
            Post post = posts.get(i);
            classified.get(i).key().ifPresent(key -> texts.add(new KeptText(key.hex(), post.text(), post.repliedTo())));
        }
        return texts;
    }

    static ClassifyStoredResponse response(ValueSet set, List<Classification> classified) {
        return ClassifyStoredResponse.newBuilder()
                .setValueSet(WireValueSets.ref(set))
                .addAllPosts(classified.stream().map(each -> ClassifierWire.post(set, each)).toList())
                .build();
    }

    static Iterator<ExportUserDataResponse> responses(Iterator<KeptText> texts) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return texts.hasNext();
            }

            @Override
            public ExportUserDataResponse next() {
                KeptText text = texts.next();
                return ExportUserDataResponse.newBuilder()
                        .setContentKey(text.contentKey())
                        .setText(text.text())
                        .setRepliedToText(text.repliedTo())
                        .build();
            }
        };
    }
}
