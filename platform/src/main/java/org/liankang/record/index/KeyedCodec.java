package org.liankang.record.index;

import org.apache.lucene.codecs.PostingsFormat;
import org.apache.lucene.codecs.bloom.BloomFilteringPostingsFormat;
import org.apache.lucene.codecs.lucene103.Lucene103Codec;
import org.apache.lucene.codecs.lucene103.Lucene103PostingsFormat;

/**
 * Lucene's own format, with a Bloom filter before the keys: whether a resource is new is asked for everything that
 * arrives, mostly it is, and without the filter each segment unpacks a block of its terms to say so. It takes one to two
 * and a half bytes of memory and of disk a resource.
 */
final class KeyedCodec extends Lucene103Codec {

    private final PostingsFormat keys = new BloomFilteringPostingsFormat(new Lucene103PostingsFormat());

    @Override
    public PostingsFormat getPostingsFormatForField(String field) {
        return field.equals(Fields.KEY) ? keys : super.getPostingsFormatForField(field);
    }
}
