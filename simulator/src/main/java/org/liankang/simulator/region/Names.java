package org.liankang.simulator.region;

import java.util.ArrayList;
import java.util.List;
import org.liankang.simulator.chance.Dice;
import org.liankang.simulator.chance.Weighted;

/** Family names by frequency and given names by sex and year of birth. */
public final class Names {

    private record Surname(String text, double weight) {}

    private record Given(Sex sex, int from, int to, String characters) {}

    private final List<Surname> surnames = new ArrayList<>();
    private final List<Given> givens = new ArrayList<>();
    private Weighted<Surname> choice = Weighted.of(List.of(), surname -> 0);

    void surname(String text, double weight) {
        surnames.add(new Surname(text, weight));
        choice = Weighted.of(surnames, Surname::weight);
    }

    void given(Sex sex, int from, int to, String characters) {
        givens.add(new Given(sex, from, to, characters));
    }

    public String family(Dice dice) {
        return choice.pick(dice).text();
    }

    public String given(Sex sex, int bornIn, Dice dice) {
        String characters = givens.stream()
                .filter(given -> given.sex() == sex && bornIn >= given.from() && bornIn <= given.to())
                .findFirst()
                .orElseGet(givens::getFirst)
                .characters();
        char first = characters.charAt(dice.below(characters.length()));
        if (dice.chance(0.16)) {
            return String.valueOf(first);
        }
        return new String(new char[] {first, characters.charAt(dice.below(characters.length()))});
    }
}
