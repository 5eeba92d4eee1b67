package org.liankang.record.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.liankang.record.store.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps every book reading. One thread a book; a batch that fails is tried again, alone and slower, and the book's
 * trouble is shown in {@link #states()} instead of being skipped.
 */
@Component
public class Followers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);
    private static final int BATCH = 1000;
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofMillis(100);
    /** After a batch that was not full a book lets changes gather, since a commit costs more than a change. */
    private static final Duration GATHER = Duration.ofMillis(100);

    /** How far a book has read, and what stops it, if anything does. */
    public record State(String book, long position, long last, String trouble) {

        public boolean caughtUp() {
            return position >= last;
        }
    }

    private final Feed feed;
    private final List<Book> books;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final HeadStart headStart;
    private volatile boolean running;

    /** @param headStart how long books wait for a load at the most; longer for the first filling of a record */
    Followers(Feed feed, List<Book> books, @Value("${liankang.feed.head-start:PT60S}") Duration headStart) {
        this.feed = feed;
        this.books = List.copyOf(books);
        this.headStart = new HeadStart(headStart);
        books.forEach(book -> turns.put(book.name(), new ReentrantLock()));
    }

    @Override
    public synchronized void start() {
        running = true;
        for (Book book : books) {
            threads.add(Thread.ofPlatform().daemon().name("book-" + book.name()).start(() -> follow(book)));
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(20));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    public List<State> states() {
        long last = feed.last();
        return books.stream()
                .map(book -> new State(book.name(), book.position(), last, troubles.getOrDefault(book.name(), "")))
                .toList();
    }

    /** Lets a book forget and read everything again. Readers of its tables see it fill up meanwhile. */
    public void replay(String name) {
        Book book = books.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no book is called " + name));
        ReentrantLock turn = turns.get(name);
        turn.lock();
        try {
            book.clear();
        } finally {
            turn.unlock();
        }
    }

    /** Waits until every book has read what is committed now; answers the books that have not in that time. */
    public List<String> awaitCaughtUp(Duration most) throws InterruptedException {
        long target = feed.last();
        long until = System.nanoTime() + most.toNanos();
        Map<String, Book> behind = new TreeMap<>();
        books.forEach(book -> behind.put(book.name(), book));
        while (true) {
            behind.values().removeIf(book -> book.position() >= target);
            if (behind.isEmpty() || System.nanoTime() > until) {
                return List.copyOf(behind.keySet());
            }
            Thread.sleep(20);
        }
    }

    /** Waits until one book has read everything that is recorded now. False when it takes longer, or nobody knows the book. */
    public boolean await(String name, Duration most) throws InterruptedException {
        long target = feed.last();
        long until = System.nanoTime() + most.toNanos();
        Optional<Book> book =
                books.stream().filter(one -> one.name().equals(name)).findFirst();
        while (book.isPresent() && book.get().position() < target) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.sleep(20);
        }
        return book.isPresent();
    }

    private void follow(Book book) {
        int most = BATCH;
        while (running) {
            try {
                while (running && headStart.given(feed.last())) {
                    Thread.sleep(WAIT);
                }
                int read = step(book, most);
                troubles.remove(book.name());
                most = read > 0 ? BATCH : most;
                if (read > 0 && read < BATCH) {
                    Thread.sleep(GATHER);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException | Error failure) {
                if (!running) {
                    return;
                }
                LOG.error("book {} cannot go on at position {}", book.name(), positionOf(book), failure);
                troubles.put(book.name(), failure.getClass().getSimpleName());
                most = 1;
                pause();
            }
        }
    }

    /** Answers how many changes were applied; waits a while when there are none. */
    private int step(Book book, int most) throws InterruptedException {
        ReentrantLock turn = turns.get(book.name());
        long position;
        turn.lock();
        try {
            position = book.position();
            List<Version> changes = feed.after(position, most);
            if (!changes.isEmpty()) {
                book.apply(changes);
                return changes.size();
            }
        } finally {
            turn.unlock();
        }
        feed.await(position, IDLE);
        return 0;
    }

    private static long positionOf(Book book) {
        try {
            return book.position();
        } catch (RuntimeException unreachable) {
            return -1;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
