package org.liankang.record.index;

import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.liankang.record.search.Index;
import org.liankang.record.search.Tokens;

/** How a posting lies in the index: few fields, shared by all parameters of all types. */
final class Fields {

    /** {@code Type/id}, the one term by which a resource is replaced. */
    static final String KEY = "k";
    /** Hashes of eight bytes. */
    static final String TOKEN = "t";
    /** Points (key, low, high). */
    static final String RANGE = "r";
    /** The same ranges by document ({@link RangeCheck}). */
    static final String RANGES = "rv";
    /** Eight bytes of key, then the text. */
    static final String PHRASE = "p";
    /** Latitude and longitude. */
    static final String PLACE = "g";

    static final String POSITION = "pos";
    /** Version number × 2, plus one when deleted. */
    static final String NUMBER = "num";

    static final String RESIDENT = "res";
    static final String DIGEST = "dig";
    static final String PRESENT = "pre";
    /** The clinical time, to sort by. */
    static final String TIME = "low";

    private static final FieldType TERM = term();

    private Fields() {}

    private static FieldType term() {
        var type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS);
        type.setOmitNorms(true);
        type.setTokenized(false);
        type.freeze();
        return type;
    }

    static Document document(Posting posting) {
        Head head = posting.head();
        Index found = posting.found();
        var document = new Document();
        document.add(new Field(KEY, new BytesRef(head.key().toString()), TERM));
        document.add(new NumericDocValuesField(POSITION, head.position()));
        document.add(new LongPoint(POSITION, head.position()));
        document.add(new NumericDocValuesField(NUMBER, head.number() * 2L + (head.deleted() ? 1 : 0)));
        document.add(new NumericDocValuesField(RESIDENT, head.resident()));
        if (head.deleted()) {
            return document;
        }
        document.add(new NumericDocValuesField(DIGEST, head.digest()));
        document.add(new NumericDocValuesField(PRESENT, found.present()));
        if (found.low() != Long.MIN_VALUE) {
            document.add(new NumericDocValuesField(TIME, found.low()));
        }
        document.add(new Field(TOKEN, bytes(ofType(head.key().type())), TERM));
        if (head.resident() > 0) {
            document.add(new Field(TOKEN, bytes(ofResident(head.resident())), TERM));
        }
        for (long token : found.tokens()) {
            document.add(new Field(TOKEN, bytes(token), TERM));
        }
        for (Index.Range range : found.ranges()) {
            document.add(new LongPoint(RANGE, range.key(), range.low(), range.high()));
        }
        if (!found.ranges().isEmpty()) {
            document.add(new BinaryDocValuesField(RANGES, RangeCheck.packed(found.ranges())));
        }
        for (Index.Phrase phrase : found.phrases()) {
            document.add(new Field(PHRASE, phrase(phrase.key(), phrase.text()), TERM));
        }
        for (Index.Place place : found.places()) {
            document.add(new LatLonPoint(PLACE, place.latitude(), place.longitude()));
        }
        return document;
    }

    /** The token that every living resource of a type carries. */
    static long ofType(String type) {
        return Tokens.of(type, "", "");
    }

    static long ofResident(long resident) {
        return Tokens.of("", "resident", Long.toString(resident));
    }

    static BytesRef bytes(long value) {
        var bytes = new byte[Long.BYTES];
        NumericUtils.longToSortableBytes(value, bytes, 0);
        return new BytesRef(bytes);
    }

    static BytesRef phrase(long key, String text) {
        var body = new BytesRef(text);
        var bytes = new byte[Long.BYTES + body.length];
        NumericUtils.longToSortableBytes(key, bytes, 0);
        System.arraycopy(body.bytes, body.offset, bytes, Long.BYTES, body.length);
        return new BytesRef(bytes);
    }
}
