package org.liankang.uses.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liankang.base.policy.Policies;
import org.liankang.base.policy.PolicyConfig;
import org.liankang.record.store.Version;
import org.liankang.record.store.Versions;

/** Tables of views of this test's own: collections, SQL types, problems, and a kept table. */
class LakeTest {

    @TempDir
    private Path folder;

    private Lake lake;
    private LakeBook book;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("national/views"));
        Files.createDirectories(folder.resolve("national/kept"));
        Files.createDirectories(folder.resolve("here"));
        Files.writeString(folder.resolve("national/views/patient.json"), """
                {"resourceType": "ViewDefinition", "name": "patient", "status": "active", "resource": "Patient",
                 "select": [{"column": [
                   {"name": "family", "path": "name.family", "type": "string"},
                   {"name": "given", "path": "name.given", "type": "string", "collection": true},
                   {"name": "born", "path": "birthDate", "type": "date", "tag": [{"name": "liankang/when", "value": "true"}]},
                   {"name": "score", "path": "extension('s').value.ofType(decimal)", "type": "decimal",
                    "tag": [{"name": "ansi/type", "value": "DECIMAL(6,2)"}]}]}]}
                """);
        Files.writeString(
                folder.resolve("national/kept/newest.yaml"),
                "table: newest\nfrom: patient\nsql: select resident, arg_max(family, position) as family"
                        + " from $rows where resident > 0 group by resident\n");
        lake = new Lake(
                folder.resolve("lake"), "256MB", 1, new LakeViews(new Policies(new PolicyConfig(folder, "here"))));
        book = new LakeBook(lake);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> found = new ArrayList<>();
        try (var reader = lake.reader();
                var statement = reader.createStatement();
                var rows = statement.executeQuery("select cast(t as varchar) from (" + sql + ") t order by all")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static String patient(String id, String rest) {
        return "{'resourceType':'Patient','id':'" + id + "'" + rest + "}";
    }

    @Test
    void collections_and_exact_numbers_become_columns() throws SQLException {
        var versions = new Versions();
        versions.put(
                1,
                patient(
                        "a",
                        ",'name':[{'family':'F','given':['x','y']}],'birthDate':'1950-02',"
                                + "'extension':[{'url':'s','valueDecimal':1.239}]"));
        versions.put(2, patient("b", ""));
        book.apply(versions.all());
        assertThat(rows("select id, family, given, born, score from patient"))
                .containsExactly(
                        "{'id': a, 'family': F, 'given': [x, y], 'born': 1950-02-01, 'score': 1.24}",
                        "{'id': b, 'family': NULL, 'given': [], 'born': NULL, 'score': NULL}");
    }

    @Test
    void a_resource_a_view_cannot_be_evaluated_on_is_remembered_until_it_is_mended() throws SQLException {
        var versions = new Versions();
        versions.put(1, patient("a", ",'name':[{'family':'F'},{'family':'G'}]"));
        book.apply(versions.all());
        assertThat(rows("select * from patient")).isEmpty();
        assertThat(rows("select view, id, code, place from lake_problem"))
                .containsExactly("{'view': patient, 'id': a, 'code': path-not-single, 'place': 'select[0].column[0]'}");
        Version mended = versions.put(1, patient("a", ",'name':[{'family':'G'}]"));
        book.apply(List.of(mended));
        assertThat(rows("select family from patient")).containsExactly("{'family': G}");
        assertThat(rows("select * from lake_problem")).isEmpty();
    }

    @Test
    void a_kept_table_follows_corrections_moves_and_deletions() throws SQLException {
        var versions = new Versions();
        versions.put(1, patient("a", ",'name':[{'family':'A'}]"));
        versions.put(1, patient("b", ",'name':[{'family':'B'}]"));
        versions.put(2, patient("c", ",'name':[{'family':'C'}]"));
        book.apply(versions.all());
        assertThat(rows("from newest")).containsExactly("{'resident': 1, 'family': B}", "{'resident': 2, 'family': C}");
        book.apply(List.of(versions.put(2, patient("b", ",'name':[{'family':'B2'}]"))));
        assertThat(rows("from newest"))
                .containsExactly("{'resident': 1, 'family': A}", "{'resident': 2, 'family': B2}");
        book.apply(List.of(versions.delete(1, "Patient/a")));
        assertThat(rows("from newest")).containsExactly("{'resident': 2, 'family': B2}");
        List<String> kept = rows("from newest");
        lake.keepAnew();
        assertThat(rows("from newest")).isEqualTo(kept);
        book.clear();
        assertThat(rows("from newest")).isEmpty();
    }

    @Test
    void watchers_hear_which_months_a_batch_touched() {
        Set<Touch> heard = new HashSet<>();
        lake.watch(new LakeWatcher() {
            @Override
            public void touched(Set<Touch> months, long position) {
                heard.addAll(months);
            }

            @Override
            public void forgotten() {
                heard.clear();
            }
        });
        var versions = new Versions();
        versions.put(1, patient("a", ",'birthDate':'2025-03-07'"));
        versions.put(2, patient("b", ""));
        book.apply(versions.all());
        assertThat(heard)
                .containsExactlyInAnyOrder(new Touch("patient", 2025 * 12 + 3), new Touch("patient", Touch.ALWAYS));
        book.clear();
        assertThat(heard).isEmpty();
    }
}
