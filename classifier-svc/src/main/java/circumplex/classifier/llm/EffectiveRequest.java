package circumplex.classifier.llm;

import circumplex.classifier.text.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * Everything that decides how a text is scored, beside the text: scores that were made with another of these are other scores. Only the
 * nonce of the fence is left out, which differs from call to call.
 *
 * @param baseUrl which provider
 * @param model that answers, not the alias that was asked for
 * @param templateSha256 of all that is sent beside the posts: instructions, values, examples
 * @param schemaSha256 of the schema of the answer
 * @param style how the server is asked
 * @param temperature of the sampling
 * @param topP of the sampling
 * @param seed of the sampling
 * @param mostTokens that an answer may have
 * @param topLogprobs how many alternatives of each token are asked for
 * @param valueSet with its version
 * @param valueSetSha256 of the ids in their order
 * @param normaliser version of the rules that texts are brought into one form by
 * @param redaction version of the rules of what is taken out, or "none"
 * @param postsPerPrompt how many posts share a prompt at most
 * @param decoder version of the rules that make scores of answers
 */
record EffectiveRequest(
        String baseUrl,
        String model,
        String templateSha256,
        String schemaSha256,
        String style,
        double temperature,
        double topP,
        int seed,
        int mostTokens,
        int topLogprobs,
        String valueSet,
        String valueSetSha256,
        String normaliser,
        String redaction,
        int postsPerPrompt,
        String decoder) {

    private static final String KEY_FORMAT = "1";
    private static final int KEY_DIGITS = 24;

    /** SHA-256 of all fields, each with its length, in lower-case hexadecimal. */
    String key() {
        StringBuilder all = new StringBuilder();
        for (Object field : new Object[] {
            KEY_FORMAT, baseUrl, model, templateSha256, schemaSha256, style, temperature, topP, seed, mostTokens, topLogprobs, valueSet,
            valueSetSha256, normaliser, redaction, postsPerPrompt, decoder
        }) {
            String text = field.toString();
            all.append(text.length()).append(':').append(text).append('\n');
        }
        return Sha256.hex(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Provider / resolved model / template / value set / decoding / batching, and the beginning of the key; at most 256 bytes. */
    String scorerId(String host, String templateVersion) {
        return String.join(
                "/",
                "llm-" + cut(host),
                cut(model.replace('/', ':')),
                "template-" + templateVersion,
                valueSet,
                "t" + temperature + "-s" + seed + (topLogprobs > 0 ? "-expected" : "-digits"),
                postsPerPrompt == 1 ? "single" : "batch-" + postsPerPrompt,
                key().substring(0, KEY_DIGITS));
    }

    private static String cut(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60);
    }
}
