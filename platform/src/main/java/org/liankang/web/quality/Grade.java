package org.liankang.web.quality;

import java.util.Collection;
import org.liankang.uses.quality.Qualities;
import org.liankang.uses.quality.Score;
import org.liankang.web.component.Badge;
import org.liankang.web.component.Tone;
import org.liankang.web.view.Texts;

/** A share of passed judgements. */
public record Grade(long judged, long failed) {

    public static Grade of(Collection<Score> scores) {
        return new Grade(
                scores.stream().mapToLong(Score::judged).sum(),
                scores.stream().mapToLong(Score::failed).sum());
    }

    public boolean empty() {
        return judged == 0;
    }

    public double passed() {
        return judged == 0 ? 0 : (double) (judged - failed) / judged;
    }

    /** In percent with one decimal, rounded down: 100 stands for no failure at all. */
    public double percent() {
        return Math.floor(passed() * 1000) / 10;
    }

    public String shown(Texts t) {
        return empty() ? t.of("shell.none") : t.of("quality.percent", t.number(percent(), 1));
    }

    public Tone tone(Qualities.Bands bands) {
        if (empty()) {
            return Tone.QUIET;
        }
        return passed() >= bands.good().doubleValue()
                ? Tone.GOOD
                : passed() >= bands.fair().doubleValue() ? Tone.WARN : Tone.BAD;
    }

    /** With an icon where it is not good, so that colour does not stand alone. */
    public Badge badge(Qualities.Bands bands, Texts t) {
        Tone tone = tone(bands);
        boolean marked = tone == Tone.WARN || tone == Tone.BAD;
        return new Badge(shown(t), tone, marked ? tone.icon() : "");
    }
}
