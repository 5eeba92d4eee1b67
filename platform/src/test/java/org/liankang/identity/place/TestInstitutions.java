package org.liankang.identity.place;

import java.sql.SQLException;
import org.liankang.TestDatabase;
import org.liankang.base.json.Json;

/** Institutions for tests that start no application. */
public final class TestInstitutions {

    private TestInstitutions() {}

    /** Registered with these Organization ids. */
    public static Institutions of(TestDatabase database, String... organizations) {
        var institutions = new Institutions(database.jdbc(), database.migrations());
        try (var connection = database.source().getConnection()) {
            for (String id : organizations) {
                institutions.register(connection, id, Json.parse("{\"resourceType\":\"Organization\",\"name\":\"x\"}"));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        institutions.refresh();
        return institutions;
    }
}
