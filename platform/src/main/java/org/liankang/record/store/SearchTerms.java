package org.liankang.record.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.liankang.record.search.Terms;
import org.liankang.record.terms.Answer;
import org.liankang.record.terms.Terminology;
import org.springframework.stereotype.Component;

/** What searches ask of code systems and value sets, answered by the terminology. */
@Component
final class SearchTerms implements Terms {

    private final Terminology terminology;

    SearchTerms(Terminology terminology) {
        this.terminology = terminology;
    }

    @Override
    public Optional<List<Coding>> members(String valueSet, int most) {
        return switch (terminology.expansion(valueSet)) {
            case Answer.Given<Set<org.liankang.record.terms.Coding>> given ->
                Optional.of(given.value().stream()
                        .limit(most + 1L)
                        .map(coding -> new Coding(coding.system(), coding.code()))
                        .toList());
            case Answer.Refused<Set<org.liankang.record.terms.Coding>> refused -> Optional.empty();
        };
    }

    @Override
    public Optional<List<Coding>> below(String system, String code, int most) {
        return codings(system, code, terminology.codesBelow(system, code), most);
    }

    @Override
    public Optional<List<Coding>> above(String system, String code, int most) {
        return codings(system, code, terminology.codesAbove(system, code), most);
    }

    private static Optional<List<Coding>> codings(String system, String code, Collection<String> codes, int most) {
        return codes.isEmpty()
                ? Optional.empty()
                : Optional.of(Stream.concat(Stream.of(code), codes.stream())
                        .distinct()
                        .limit(most + 1L)
                        .map(one -> new Coding(system, one))
                        .toList());
    }
}
