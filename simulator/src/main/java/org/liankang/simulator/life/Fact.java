package org.liankang.simulator.life;

import java.time.LocalDate;
import java.util.List;

/** What was measured or answered in a service; codes and items as docs/conventions.md has them. */
public sealed interface Fact {

    /** A value with a unit, in hundredths of it. */
    record Quantity(String code, int hundredths, String unit) implements Fact {}

    /** A whole number without a unit. */
    record Score(String code, int value) implements Fact {}

    /** A day that a schedule hangs on. */
    record Day(String code, LocalDate day) implements Fact {}

    /** A blood pressure in mmHg. */
    record Pressure(int systolic, int diastolic) implements Fact {}

    /** The codes chosen for an item of the form. */
    record Choice(String item, List<String> codes) implements Fact {
        public Choice(String item, String code) {
            this(item, List.of(code));
        }
    }

    /** Yes or no to an item of the form. */
    record Flag(String item, boolean value) implements Fact {}
}
