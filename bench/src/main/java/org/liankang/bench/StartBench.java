package org.liankang.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From the command to the first 200 of {@code /health}: on an empty folder, and on one that has its database. */
final class StartBench {

    private StartBench() {}

    static Results run(List<String> command, int port, int runs) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("liankang-start");
        var server = new OwnServer(command, port, data);
        var first = new double[] {server.start()};
        server.stop();
        var seconds = new double[runs];
        var own = new double[runs];
        var all = new double[runs];
        for (int i = 0; i < runs; i++) {
            seconds[i] = server.start();
            Thread.sleep(1000);
            own[i] = server.ownMemory();
            all[i] = server.memory();
            server.stop();
        }
        var results = new Results("Start");
        results.remark("from the command until /health answers 200; memory (PSS) one second later");
        results.add(new Series("first start, makes the database", "s", first));
        results.add(new Series("start", "s", seconds));
        results.add(new Series("memory, server", "MB", own));
        results.add(new Series("memory, server and PostgreSQL", "MB", all));
        return results;
    }
}
