package circumplex.classifier.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.Map;

/** Counts the letters of a text by script. */
final class Scripts {

    /** A letter of these scripts says as much as several Latin ones. */
    private static final int DENSE = 3;

    private final Map<UnicodeScript, Integer> others = new EnumMap<>(UnicodeScript.class);
    private int latin;
    private int latinWords;

    /** Counts the letters of {@code word}, which is in lower case; true if they are all ASCII. */
    boolean count(String word) {
        int before = latin;
        boolean ascii = true;
        int codePoint;
        for (int i = 0; i < word.length(); i += Character.charCount(codePoint)) {
            codePoint = word.codePointAt(i);
            if (codePoint < 0x80) {
                latin += codePoint >= 'a' ? 1 : 0;
            } else {
                ascii = false;
                count(codePoint);
            }
        }
        latinWords += latin > before ? 1 : 0;
        return ascii;
    }

    int latinWords() {
        return latinWords;
    }

    /** The script of most letters, LATIN if there is none; Japanese is known by its syllables, however many Han letters it has. */
    UnicodeScript main() {
        int all = others.values().stream().mapToInt(Integer::intValue).sum();
        if (all <= latin) {
            return UnicodeScript.LATIN;
        }
        UnicodeScript most = UnicodeScript.LATIN;
        for (Map.Entry<UnicodeScript, Integer> script : others.entrySet()) {
            most = script.getValue() > others.getOrDefault(most, 0) ? script.getKey() : most;
        }
        return most == UnicodeScript.HAN && others.containsKey(UnicodeScript.HIRAGANA) ? UnicodeScript.HIRAGANA : most;
    }

    private void count(int letter) {
        UnicodeScript script = Character.isLetter(letter) ? UnicodeScript.of(letter) : UnicodeScript.COMMON;
        switch (script) {
            case LATIN -> latin++;
            case COMMON, INHERITED, UNKNOWN -> {}
            case HAN, HIRAGANA, KATAKANA, HANGUL -> others.merge(script, DENSE, Integer::sum);
            default -> others.merge(script, 1, Integer::sum);
        }
    }
}
