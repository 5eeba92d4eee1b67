package org.liankang.web.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.liankang.record.feed.Followers;
import org.liankang.web.RunningPlatform;
import org.liankang.web.view.Language;
import org.liankang.web.view.TextCatalogue;

/** The strip under the board names every book that follows the record; a new book must bring its words along. */
class BookWordsTest {

    @Test
    void every_book_has_a_name_in_every_language() {
        RunningPlatform platform = RunningPlatform.shared();
        TextCatalogue catalogue = platform.bean(TextCatalogue.class);
        var books = platform.bean(Followers.class).states().stream()
                .map(Followers.State::book)
                .toList();
        assertThat(books).contains("quality", "terms");
        for (Language language : Language.values()) {
            assertThat(books)
                    .as(language.toString())
                    .allMatch(book -> catalogue.in(language).has("system.book." + book));
        }
    }
}
