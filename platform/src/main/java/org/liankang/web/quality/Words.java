package org.liankang.web.quality;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.liankang.uses.quality.Kind;
import org.liankang.uses.quality.Rule;
import org.liankang.web.component.Badge;
import org.liankang.web.component.Tone;
import org.liankang.web.view.Language;
import org.liankang.web.view.Texts;

/** How rules are written on the pages. */
public final class Words {

    private Words() {}

    public static String in(Rule.Words words, Texts t) {
        return t.language() == Language.ENGLISH ? words.english() : words.chinese();
    }

    static Map<String, String> kinds(List<Kind> kinds, Texts t) {
        return kinds.stream().collect(Collectors.toMap(Kind::code, kind -> in(kind.name(), t)));
    }

    public static Badge severity(Rule rule, Texts t) {
        Tone tone = switch (rule.severity()) {
            case ERROR -> Tone.BAD;
            case WARNING -> Tone.WARN;
            case NOTE -> Tone.QUIET;
        };
        return Badge.of(t.of("quality.severity", rule.severity()), tone);
    }
}
