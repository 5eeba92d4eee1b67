package org.liankang.record.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherLifetimeManager;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every current version is found by. Postings are known the moment they are added; Lucene takes them in behind the
 * writer's back, and a search waits until everything added before it is in. The folder is written durably from time to
 * time with the position it stands for; what came later is added again at the next start, from the record.
 */
public final class SearchIndex implements AutoCloseable {

    /** Changes when postings are laid out otherwise, so that folders of before are made anew. */
    public static final int FORM = 2;

    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    /** Postings that may wait for Lucene; beyond that the writer waits. */
    private static final int WAITING = 100_000;
    /** Heads held in memory before a new reader takes them over. */
    private static final int UNSEEN = 60_000;

    private static final int DURABLE_AFTER = 400_000;
    private static final long DURABLE_PAUSE = TimeUnit.SECONDS.toNanos(20);
    private static final long PAGES_KEPT_SECONDS = 600;
    private static final int PAGES_KEPT = 100;
    private static final String POSITION = "position";
    private static final String RECORD = "record";

    /** Segments of one size: while much comes in merging is put off; then every search gains by fewer. */
    private static final int BUSY_TIER = 10;

    private static final int QUIET_TIER = 2;

    private final TieredMergePolicy merges = new TieredMergePolicy();
    private final MMapDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final SearcherLifetimeManager pages = new SearcherLifetimeManager();
    private final String record;
    private final BlockingQueue<List<Posting>> queue = new LinkedBlockingQueue<>();
    private final Semaphore room = new Semaphore(WAITING);
    private final ReentrantLock refreshing = new ReentrantLock();
    private final AtomicBoolean relieving = new AtomicBoolean();
    private final Thread thread;
    private volatile Map<Key, Head> unseen = new ConcurrentHashMap<>();
    /** The last position added of each type. */
    private final Map<String, Long> addedOf = new ConcurrentHashMap<>();

    private volatile Moment moment;
    private volatile long added;
    private volatile long taken;
    private volatile long seen;
    private volatile boolean running = true;
    private volatile Throwable broken;
    private boolean quiet;
    private long sinceDurable;
    private long durableAt = System.nanoTime();

    /**
     * @param record names the record this index belongs to; a folder made for another is emptied
     * @throws UncheckedIOException when the folder cannot be used
     */
    public SearchIndex(Path folder, String record) {
        this.record = record;
        try {
            Files.createDirectories(folder);
            directory = new MMapDirectory(folder);
            writer = open(directory, record);
            added = position(writer);
            taken = added;
            seen = added;
            searchers = new SearcherManager(writer, new SearcherFactory() {
                @Override
                public IndexSearcher newSearcher(IndexReader reader, IndexReader previous) {
                    var searcher = new IndexSearcher(reader);
                    searcher.setQueryCache(null); // hardly a question comes twice; keeping count of them costs
                    return searcher;
                }
            });
            moment = new Moment(searchers.acquire(), Map.of());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        thread = Thread.ofPlatform().daemon().name("search-index").start(this::work);
    }

    private IndexWriter open(MMapDirectory directory, String record) throws IOException {
        IndexWriter opened = null;
        try {
            opened = new IndexWriter(directory, config(IndexWriterConfig.OpenMode.CREATE_OR_APPEND));
            if (record.equals(data(opened).getOrDefault(RECORD, record))) {
                return opened;
            }
            LOG.warn("the search index belongs to another record and is made anew");
        } catch (org.apache.lucene.index.CorruptIndexException
                | org.apache.lucene.index.IndexFormatTooOldException
                | java.nio.file.NoSuchFileException damaged) {
            LOG.warn("the search index is damaged and is made anew: {}", damaged.toString());
        }
        if (opened != null) {
            opened.rollback();
        }
        return new IndexWriter(directory, config(IndexWriterConfig.OpenMode.CREATE));
    }

    private IndexWriterConfig config(IndexWriterConfig.OpenMode mode) {
        merges.setSegmentsPerTier(BUSY_TIER);
        return new IndexWriterConfig(null)
                .setOpenMode(mode)
                .setCodec(new KeyedCodec())
                .setRAMBufferSizeMB(96)
                .setUseCompoundFile(false)
                .setCommitOnClose(false)
                .setMergePolicy(merges);
    }

    private static Map<String, String> data(IndexWriter writer) {
        Map<String, String> data = new HashMap<>();
        Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
        if (live != null) {
            live.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
        }
        return data;
    }

    private static long position(IndexWriter writer) {
        return Long.parseLong(data(writer).getOrDefault(POSITION, "0"));
    }

    /** The last position added; of a folder just opened the one it was complete to, and what follows is to be added again. */
    public long added() {
        return added;
    }

    /** Forgets everything, because the record is older than the index. */
    public void clear() {
        await(added);
        try {
            writer.deleteAll();
            added = 0;
            addedOf.clear();
            taken = 0;
            makeDurable(); // a crash before the next time must not bring back what is forgotten
            refresh();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Makes the postings known, which are the next versions of the record in order. Called by the one writer.
     *
     * @throws IllegalStateException when Lucene could not take in what was added before
     */
    public void add(List<Posting> postings) {
        check();
        if (postings.isEmpty()) {
            return;
        }
        room.acquireUninterruptibly(Math.min(postings.size(), WAITING));
        int waiting;
        synchronized (queue) { // a new reader takes over between two batches, never within one
            for (Posting posting : postings) {
                unseen.put(posting.head().key(), posting.head());
                addedOf.put(posting.head().key().type(), posting.head().position());
            }
            queue.add(postings);
            added = postings.getLast().head().position();
            waiting = unseen.size();
        }
        if (waiting > UNSEEN) {
            aside(() -> see(added));
        }
    }

    /** Work on a thread of its own, unless another is at it. */
    private void aside(Runnable work) {
        if (relieving.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("search-refresh").start(() -> {
                try {
                    work.run();
                } finally {
                    relieving.set(false);
                }
            });
        }
    }

    /** Where a resource stands now. */
    public Optional<Head> head(Key key) {
        Head head = unseen.get(key);
        if (head == null) {
            Moment now = moment;
            head = now.added().get(key);
            if (head == null) {
                head = reading(now, List.of(key)).get(key);
            }
        }
        return Optional.ofNullable(head);
    }

    /** Where these resources stand now; those never recorded are missing from the answer. */
    public Map<Key, Head> heads(Collection<Key> keys) {
        Map<Key, Head> found = new HashMap<>();
        List<Key> open = new ArrayList<>();
        Map<Key, Head> newest = unseen;
        Moment now = moment;
        for (Key key : keys) {
            Head head = newest.get(key);
            head = head == null ? now.added().get(key) : head;
            if (head == null) {
                open.add(key);
            } else {
                found.put(key, head);
            }
        }
        if (!open.isEmpty()) {
            found.putAll(reading(now, open));
        }
        return found;
    }

    /** A moment may be closed under its reader when a new one takes over; then the new one is asked. */
    private Map<Key, Head> reading(Moment now, List<Key> keys) {
        Moment asked = now;
        while (true) {
            if (asked.searcher().getIndexReader().tryIncRef()) {
                try {
                    return asked.heads(keys);
                } finally {
                    release(asked.searcher());
                }
            }
            asked = moment;
        }
    }

    private static void release(IndexSearcher searcher) {
        try {
            searcher.getIndexReader().decRef();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A look at everything added so far; to be closed. */
    public Look look() {
        return lookUpTo(added);
    }

    /**
     * A look at everything added so far of one type, of others perhaps at less; to be closed. While a load brings other
     * types it needs no new reader, each of which writes out a small segment.
     */
    public Look look(String type) {
        return lookUpTo(addedOf.getOrDefault(type, 0L));
    }

    private Look lookUpTo(long position) {
        see(position);
        while (true) {
            IndexSearcher searcher = moment.searcher();
            if (searcher.getIndexReader().tryIncRef()) {
                return new Look(searcher, pages);
            }
        }
    }

    /** The look of an earlier page, or empty when it is no longer kept. */
    public Optional<Look> look(long page) {
        IndexSearcher searcher = pages.acquire(page);
        return searcher == null ? Optional.empty() : Optional.of(new Look(searcher, pages));
    }

    /** Waits until what was added up to the position is found by searches. */
    private void see(long position) {
        if (seen < position) {
            refreshIf(() -> seen < position);
        }
    }

    /** @param wanted asked once nobody else is opening a reader */
    private void refreshIf(BooleanSupplier wanted) {
        refreshing.lock();
        try {
            if (wanted.getAsBoolean()) {
                refresh();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            refreshing.unlock();
        }
    }

    /** Heads added while the new reader is opened gather in a new map and stay until the next reader. */
    private void refresh() throws IOException {
        Moment before = moment;
        long until;
        synchronized (queue) {
            moment = new Moment(before.searcher(), unseen);
            unseen = new ConcurrentHashMap<>();
            until = added;
        }
        await(until);
        searchers.maybeRefreshBlocking();
        moment = new Moment(searchers.acquire(), Map.of());
        seen = until;
        searchers.release(before.searcher());
        int[] kept = {0};
        pages.prune((age, searcher) -> age > PAGES_KEPT_SECONDS || ++kept[0] > PAGES_KEPT);
    }

    private void await(long position) {
        synchronized (queue) {
            while (taken < position && broken == null) {
                try {
                    queue.wait();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while waiting for the search index", interrupted);
                }
            }
        }
        check();
    }

    private void check() {
        if (broken != null) {
            throw new IllegalStateException("the search index is broken", broken);
        }
    }

    private void work() {
        try {
            while (running || !queue.isEmpty()) {
                List<Posting> postings = queue.poll(1, TimeUnit.SECONDS);
                if (postings != null) {
                    take(postings);
                } else {
                    settle();
                }
                boolean pause = queue.isEmpty() && System.nanoTime() - durableAt > DURABLE_PAUSE;
                if (sinceDurable > DURABLE_AFTER || sinceDurable > 0 && pause) {
                    makeDurable();
                }
            }
        } catch (IOException | InterruptedException | RuntimeException | Error failure) {
            LOG.error("the search index cannot go on", failure);
            broken = failure;
            synchronized (queue) {
                queue.notifyAll();
            }
            room.release(WAITING);
        }
    }

    /** In a quiet second: fewer, larger segments, and a reader that knows them. */
    private void settle() throws IOException {
        if (!quiet) {
            quiet = true;
            merges.setSegmentsPerTier(QUIET_TIER);
            writer.maybeMerge();
        } else if (!relieving.get() && !isCurrent()) {
            if (sinceDurable == 0 && !writer.hasPendingMerges()) {
                makeDurable(); // only then the segments that were merged leave the disk
            }
            aside(() -> refreshIf(() -> running));
        }
    }

    private boolean isCurrent() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return ((DirectoryReader) searcher.getIndexReader()).isCurrent();
        } finally {
            searchers.release(searcher);
        }
    }

    /** Of a resource that changed several times only the last counts. */
    private void take(List<Posting> postings) throws IOException {
        if (quiet) {
            quiet = false;
            merges.setSegmentsPerTier(BUSY_TIER);
        }
        Map<Key, Posting> last = HashMap.newHashMap(postings.size());
        Set<Key> fresh = HashSet.newHashSet(postings.size());
        for (Posting posting : postings) {
            last.put(posting.head().key(), posting);
            if (posting.head().number() == 1) {
                fresh.add(posting.head().key());
            }
        }
        for (Posting posting : postings) {
            Key key = posting.head().key();
            if (last.get(key) != posting) {
                continue;
            }
            var document = Fields.document(posting);
            if (fresh.contains(key)) {
                writer.addDocument(document);
            } else {
                writer.updateDocument(new Term(Fields.KEY, new BytesRef(key.toString())), document);
            }
        }
        sinceDurable += postings.size();
        synchronized (queue) {
            taken = postings.getLast().head().position();
            queue.notifyAll();
        }
        room.release(Math.min(postings.size(), WAITING));
    }

    private void makeDurable() throws IOException {
        writer.setLiveCommitData(
                Map.of(POSITION, Long.toString(taken), RECORD, record).entrySet());
        writer.commit();
        sinceDurable = 0;
        durableAt = System.nanoTime();
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(60));
            refreshing.lock(); // nobody opens a reader meanwhile
            try {
                if (broken == null && writer.isOpen()) {
                    makeDurable();
                }
                pages.close();
                searchers.release(moment.searcher());
                searchers.close();
                writer.rollback();
                directory.close();
            } finally {
                refreshing.unlock();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
