package org.liankang.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, else the one Playwright has; started once for all tests of a JVM. Its driver ends when the JVM does. */
public final class Chromium {

    private static final Path DEBIAN = Path.of("/usr/bin/chromium");

    private static final class Holder {

        static final Browser ONE = launch();

        private static Browser launch() {
            var playwright = Playwright.create(new Playwright.CreateOptions()
                    .setEnv(Map.of(
                            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                            "1",
                            // without it being offline would not count for service workers
                            "PW_EXPERIMENTAL_SERVICE_WORKER_NETWORK_EVENTS",
                            "1")));
            var options = new BrowserType.LaunchOptions()
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync"));
            if (Files.exists(DEBIAN)) {
                options.setExecutablePath(DEBIAN);
            }
            return playwright.chromium().launch(options);
        }
    }

    private Chromium() {}

    public static Browser shared() {
        return Holder.ONE;
    }
}
