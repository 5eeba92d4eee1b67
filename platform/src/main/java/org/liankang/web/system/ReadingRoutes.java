package org.liankang.web.system;

import org.liankang.base.json.Json;
import org.liankang.record.feed.Feed;
import org.liankang.record.feed.Followers;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How far the books have read, for launchers, loaders and monitors: positions only, nothing about anyone. */
@RestController
class ReadingRoutes {

    private final Followers followers;
    private final Feed feed;

    ReadingRoutes(Followers followers, Feed feed) {
        this.followers = followers;
        this.feed = feed;
    }

    @GetMapping(path = "/api/system/books", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> books() {
        ObjectNode answer = Json.object().put("last", feed.last());
        ArrayNode books = answer.putArray("books");
        followers
                .states()
                .forEach(state -> books.addObject()
                        .put("book", state.book())
                        .put("position", state.position())
                        .put("trouble", state.trouble()));
        return ResponseEntity.ok(Json.bytes(answer));
    }
}
