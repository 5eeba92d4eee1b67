package org.liankang.record.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dictionary per resource type, learned from the first resources of the type: what all of them say then costs
 * almost nothing (figures in docs/performance). A dictionary is stored before it is used and never changed.
 */
public final class Dictionaries {

    private static final Logger LOG = LoggerFactory.getLogger(Dictionaries.class);
    private static final int SAMPLES = 1_000;
    private static final int LARGEST_SAMPLE = 16 * 1024;
    private static final int SIZE = 32 * 1024;

    private final RecordStore store;
    private final Map<String, Packing.Dictionary> current = new ConcurrentHashMap<>();
    /** What a type is learned from; an empty list means that learning is under way or was given up. */
    private final Map<String, List<byte[]>> samples = new ConcurrentHashMap<>();

    Dictionaries(RecordStore store) {
        this.store = store;
        current.putAll(store.dictionaries());
    }

    /** The body as it is stored. */
    public byte[] pack(String type, byte[] plain) {
        Packing.Dictionary dictionary = current.get(type);
        if (dictionary == null) {
            learn(type, plain);
            return Packing.pack(plain);
        }
        return dictionary.pack(plain);
    }

    private void learn(String type, byte[] plain) {
        if (plain.length > LARGEST_SAMPLE) {
            return;
        }
        List<byte[]> gathered = samples.computeIfAbsent(type, t -> new ArrayList<>());
        List<byte[]> enough = null;
        synchronized (gathered) {
            if (gathered.size() < SAMPLES) {
                gathered.add(plain);
                enough = gathered.size() == SAMPLES ? List.copyOf(gathered) : null;
            }
        }
        if (enough != null) {
            List<byte[]> from = enough;
            Thread.ofPlatform().daemon().name("dictionary-" + type).start(() -> make(type, gathered, from));
        }
    }

    private void make(String type, List<byte[]> gathered, List<byte[]> from) {
        try {
            var trainer = new ZstdDictTrainer(
                    from.stream().mapToInt(sample -> sample.length).sum(), SIZE);
            from.forEach(trainer::addSample);
            byte[] body = trainer.trainSamples();
            store.addDictionary(type, (int) Zstd.getDictIdFromDict(body), body);
            current.put(type, Packing.know(body));
        } catch (RuntimeException failure) {
            LOG.warn("no dictionary for {}: its bodies are stored without", type, failure);
        } finally {
            synchronized (gathered) {
                gathered.replaceAll(sample -> new byte[0]); // stays full, so nothing more is gathered
            }
        }
    }
}
