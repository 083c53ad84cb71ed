package circumplex.model.folder;

import circumplex.model.BadModel;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code manifest.json}: the kind of a model, and size and SHA-256 of every other file. Its own SHA-256 is the id of the model, so one
 * id stands for the bytes of all.
 *
 * @param files by name
 */
record Manifest(String kind, SortedMap<String, Fingerprint> files) {

    static final String NAME = "manifest.json";

    /** Of the layout of the folder. */
    static final int FORMAT = 1;

    static final int MAX_BYTES = 1 << 16;
    static final int MAX_FILES = 32;

    /** Of one file. */
    static final int MAX_FILE_BYTES = 1 << 28;

    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /** Begins with no dot and has no separator: a name can only mean a file in the folder. */
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,8}");

    record Fingerprint(int bytes, String sha256) {

        static Fingerprint of(byte[] file) {
            return new Fingerprint(file.length, Sha256.hex(file));
        }
    }

    /** @throws BadModel if the kind or a name breaks the rules, or there are too many or too large files */
    Manifest {
        require(KIND.matcher(kind).matches(), "the kind of a model is small letters, digits and hyphens");
        require(files.size() <= MAX_FILES, "a model has too many files");
        files.forEach((name, file) -> {
            require(FILE.matcher(name).matches() && !name.equals(NAME), "a name in a manifest is none");
            require(file.bytes() > 0 && file.bytes() <= MAX_FILE_BYTES, "a file of a model is empty or too large");
        });
    }

    static Manifest of(String kind, Map<String, byte[]> files) {
        SortedMap<String, Fingerprint> prints = new TreeMap<>();
        files.forEach((name, file) -> prints.put(name, Fingerprint.of(file)));
        return new Manifest(kind, prints);
    }

    /** @throws BadModel if it breaks a rule of the format */
    static Manifest parse(byte[] json) {
        JsonObject manifest = StrictJson.parse(NAME, json);
        require(manifest.size() == 3 && text(manifest, "format").equals(Integer.toString(FORMAT)), "the manifest is of another format");
        JsonElement listed = manifest.get("files");
        require(listed != null && listed.isJsonObject(), "a manifest lists files");
        SortedMap<String, Fingerprint> files = new TreeMap<>();
        listed.getAsJsonObject().entrySet().forEach(file -> files.put(file.getKey(), fingerprint(file.getValue())));
        return new Manifest(text(manifest, "kind"), files);
    }

    byte[] bytes() {
        JsonObject listed = new JsonObject();
        files.forEach((name, file) -> {
            JsonObject print = new JsonObject();
            print.addProperty("bytes", file.bytes());
            print.addProperty("sha256", file.sha256());
            listed.add(name, print);
        });
        JsonObject manifest = new JsonObject();
        manifest.addProperty("format", FORMAT);
        manifest.addProperty("kind", kind);
        manifest.add("files", listed);
        return StrictJson.bytes(NAME, manifest);
    }

    /** @throws BadModel unless the file is the one that is listed, byte for byte */
    void requireListed(String name, byte[] file) {
        require(Fingerprint.of(file).equals(files.get(name)), "the file " + name + " of a model is not the one that was published");
    }

    private static Fingerprint fingerprint(JsonElement element) {
        require(element.isJsonObject() && element.getAsJsonObject().size() == 2, "a manifest has size and digest of each file");
        JsonObject print = element.getAsJsonObject();
        String bytes = text(print, "bytes");
        String sha256 = text(print, "sha256");
        require(SIZE.matcher(bytes).matches() && SHA256.matcher(sha256).matches(), "a manifest has size and digest of each file");
        return new Fingerprint(Integer.parseInt(bytes), sha256);
    }

    private static String text(JsonObject object, String name) {
        JsonElement element = object.get(name);
        require(element != null && element.isJsonPrimitive(), "a part of a manifest is missing");
        return element == null ? "" : element.getAsString();
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new BadModel(rule);
        }
    }
}
