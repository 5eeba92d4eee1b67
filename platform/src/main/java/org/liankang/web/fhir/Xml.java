package org.liankang.web.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.springframework.stereotype.Component;

/**
 * FHIR's XML, in and out, through HAPI's model: the slow way, beside the road. What R4 does not define is refused on the
 * way in and left out on the way out; JSON keeps it.
 */
@Component
class Xml {

    /** Bytes: the model takes some twenty times as much. */
    static final int LARGEST = 4 * 1024 * 1024;

    private static final int DEEPEST = 200;

    private final FhirContext fhir;

    Xml(FhirContext fhir) {
        this.fhir = fhir;
    }

    /** @throws Refusal when it is no XML of a resource */
    byte[] toJson(byte[] xml) {
        bounded(xml);
        try {
            IParser parser = fhir.newXmlParser().setParserErrorHandler(new StrictErrorHandler());
            var resource = parser.parseResource(new String(xml, StandardCharsets.UTF_8));
            return json().encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
        } catch (DataFormatException | IllegalArgumentException broken) {
            throw malformed("is no XML of an R4 resource");
        }
    }

    byte[] toXml(byte[] json, boolean pretty) {
        var resource = json().parseResource(new String(json, StandardCharsets.UTF_8));
        return fhir.newXmlParser()
                .setPrettyPrint(pretty)
                .setOverrideResourceIdWithBundleEntryFullUrl(false)
                .setStripVersionsFromReferences(false)
                .encodeResourceToString(resource)
                .getBytes(StandardCharsets.UTF_8);
    }

    private IParser json() {
        return fhir.newJsonParser()
                .setOverrideResourceIdWithBundleEntryFullUrl(false)
                .setStripVersionsFromReferences(false);
    }

    /** Read once before anything is built: no document type, no depth that would end the stack. */
    private static void bounded(byte[] xml) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml), "UTF-8");
            for (int depth = 0; reader.hasNext(); ) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw malformed("must have no document type declaration");
                }
                depth += event == XMLStreamConstants.START_ELEMENT ? 1 : 0;
                depth -= event == XMLStreamConstants.END_ELEMENT ? 1 : 0;
                if (depth > DEEPEST) {
                    throw malformed("is nested deeper than " + DEEPEST);
                }
            }
        } catch (XMLStreamException broken) {
            throw malformed("is not well-formed XML in UTF-8");
        }
    }

    private static Refusal malformed(String why) {
        return new Refusal("xml-malformed", "", why);
    }
}
