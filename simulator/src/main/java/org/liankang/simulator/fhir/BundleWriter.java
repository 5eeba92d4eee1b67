package org.liankang.simulator.fhir;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes one transaction Bundle straight to bytes, with the few shapes that FHIR repeats everywhere. */
final class BundleWriter implements AutoCloseable {

    private static final JsonFactory JSON = new JsonFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(32_768);
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8);
    private int resources;

    BundleWriter() {
        json.writeStartObject();
        text("resourceType", "Bundle").text("type", "transaction");
        json.writeArrayPropertyStart("entry");
    }

    /** Opens an entry and its resource; {@link #endResource} closes both. */
    BundleWriter resource(String type, String id) {
        json.writeStartObject();
        text("fullUrl", Codes.BASE + type + "/" + id);
        json.writeObjectPropertyStart("request");
        text("method", "PUT").text("url", type + "/" + id);
        json.writeEndObject();
        json.writeObjectPropertyStart("resource");
        resources++;
        return text("resourceType", type).text("id", id);
    }

    BundleWriter endResource() {
        json.writeEndObject();
        json.writeEndObject();
        return this;
    }

    BundleWriter text(String name, String value) {
        json.writeStringProperty(name, value);
        return this;
    }

    BundleWriter number(String name, int value) {
        json.writeNumberProperty(name, value);
        return this;
    }

    BundleWriter flag(String name, boolean value) {
        json.writeBooleanProperty(name, value);
        return this;
    }

    BundleWriter object(String name) {
        json.writeObjectPropertyStart(name);
        return this;
    }

    BundleWriter list(String name) {
        json.writeArrayPropertyStart(name);
        return this;
    }

    BundleWriter item() {
        json.writeStartObject();
        return this;
    }

    BundleWriter item(String value) {
        json.writeString(value);
        return this;
    }

    BundleWriter end() {
        json.writeEndObject();
        return this;
    }

    BundleWriter endList() {
        json.writeEndArray();
        return this;
    }

    BundleWriter date(String name, LocalDate date) {
        return text(name, date.toString());
    }

    /** A time on the wall in Ningbo. */
    BundleWriter time(String name, LocalDate date, int minute) {
        int hour = minute / 60;
        int rest = minute % 60;
        return text(name, date + (hour < 10 ? "T0" : "T") + hour + (rest < 10 ? ":0" : ":") + rest + ":00+08:00");
    }

    BundleWriter tenths(String name, int tenths) {
        json.writeName(name);
        json.writeNumber(tenths / 10 + "." + tenths % 10);
        return this;
    }

    /** A decimal number as it is written by hand: without needless zeros. */
    BundleWriter hundredths(String name, int hundredths) {
        json.writeName(name);
        json.writeNumber(BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString());
        return this;
    }

    BundleWriter reference(String name, String type, String id) {
        return object(name).text("reference", type + "/" + id).end();
    }

    BundleWriter referenceList(String name, String type, String id) {
        return list(name).item().text("reference", type + "/" + id).end().endList();
    }

    BundleWriter identifier(String system, String value) {
        return list("identifier")
                .item()
                .text("system", system)
                .text("value", value)
                .end()
                .endList();
    }

    /** The inside of a CodeableConcept. */
    BundleWriter coding(String system, String code, String display) {
        list("coding").item().text("system", system).text("code", code);
        if (display != null) {
            text("display", display);
        }
        return end().endList();
    }

    BundleWriter concept(String name, String system, String code, String display) {
        return object(name).coding(system, code, display).end();
    }

    BundleWriter conceptList(String name, String system, String code, String display) {
        return list(name).item().coding(system, code, display).end().endList();
    }

    BundleWriter quantity(int value, String unit) {
        return object("valueQuantity").number("value", value).unit(unit);
    }

    BundleWriter quantityTenths(int tenths, String unit) {
        return object("valueQuantity").tenths("value", tenths).unit(unit);
    }

    BundleWriter quantityHundredths(int hundredths, String unit) {
        return object("valueQuantity").hundredths("value", hundredths).unit(unit);
    }

    private BundleWriter unit(String unit) {
        return text("unit", unit).text("system", Codes.UNITS).text("code", unit).end();
    }

    BundleWriter name(String family, String given) {
        return list("name")
                .item()
                .text("text", family + given)
                .text("family", family)
                .list("given")
                .item(given)
                .endList()
                .end()
                .endList();
    }

    int resources() {
        return resources;
    }

    /** Ends the Bundle and gives its bytes. */
    byte[] finish() {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        json.close();
    }
}
