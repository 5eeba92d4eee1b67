package org.liankang.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.liankang.Platform;
import org.liankang.TestDatabase;
import org.liankang.entry.Door;
import org.liankang.identity.access.Accounts;
import org.liankang.record.feed.Followers;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole platform on a free port with the small district in it, started once for all tests of a JVM. */
public final class RunningPlatform {

    private static final class Holder {

        static final RunningPlatform ONE = new RunningPlatform(0);
    }

    private final ConfigurableApplicationContext context;

    private RunningPlatform(int port) {
        String url = TestDatabase.freshUrl();
        context = SpringApplication.run(
                Platform.class,
                "--server.port=" + port,
                "--liankang.demo=true",
                "--liankang.subscription.local-http=true",
                "--liankang.policy.regions="
                        + Path.of("../regions").toAbsolutePath().normalize(),
                "--liankang.database.url=" + url,
                "--liankang.database.user=postgres",
                "--liankang.database.folder=" + folder());
        SmallDistrict.enter(bean(Door.class));
        bean(Accounts.class).bind("doctor", SmallDistrict.CENTRE, SmallDistrict.DOCTOR, "330203001");
        caughtUp();
    }

    /** A data folder of its own: two platforms cannot share one. */
    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "running-platform-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static RunningPlatform shared() {
        return Holder.ONE;
    }

    /** Another one, for a story that would be in the way of others: newborns change what a centre has to do. */
    public static RunningPlatform apart() {
        return new RunningPlatform(0);
    }

    public void close() {
        context.close();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public String address() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Waits until every book has read everything. */
    public void caughtUp() {
        try {
            List<String> behind = bean(Followers.class).awaitCaughtUp(Duration.ofSeconds(60));
            if (!behind.isEmpty()) {
                throw new IllegalStateException("books that cannot go on: " + behind);
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** For looking at pages by hand: the small district on a port of one's own. */
    public static void main(String[] arguments) throws InterruptedException {
        var platform = new RunningPlatform(Integer.parseInt(arguments[0]));
        System.out.println(platform.address());
        Thread.currentThread().join();
    }
}
