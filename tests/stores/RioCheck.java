import java.nio.file.*;
import java.util.*;
import org.eclipse.rdf4j.rio.*;
import org.eclipse.rdf4j.rio.helpers.*;

/** Reads files with RDF4J's strictest settings; prints a line for each warning or error, and one for each file. */
public class RioCheck {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            String name = Paths.get(file).getFileName().toString();
            RDFParser parser = Rio.createParser(Rio.getParserFormatForFileName(name).orElseThrow());
            for (var setting : List.of(BasicParserSettings.VERIFY_DATATYPE_VALUES, BasicParserSettings.VERIFY_LANGUAGE_TAGS,
                    BasicParserSettings.FAIL_ON_UNKNOWN_LANGUAGES, BasicParserSettings.VERIFY_URI_SYNTAX)) {
                // Its JSON-LD parser lists this setting and then says that it has it not.
                if (setting == BasicParserSettings.FAIL_ON_UNKNOWN_LANGUAGES && name.endsWith(".jsonld")) continue;
                parser.set(setting, true);
            }
            long[] statements = {0};
            parser.setRDFHandler(new AbstractRDFHandler() {
                @Override public void handleStatement(org.eclipse.rdf4j.model.Statement statement) { statements[0]++; }
            });
            parser.setParseErrorListener(new ParseErrorListener() {
                @Override public void warning(String what, long line, long column) { told("warning", what, line); }
                @Override public void error(String what, long line, long column) { told("error", what, line); }
                @Override public void fatalError(String what, long line, long column) { told("fatal", what, line); }
                void told(String how, String what, long line) { System.out.println(how + " " + name + ":" + line + " " + what); }
            });
            try (var in = Files.newInputStream(Paths.get(file))) {
                parser.parse(in, "https://example.org/");
            } catch (RDFParseException error) {
                System.out.println("fatal " + name + " " + error.getMessage());
            }
            System.out.println("read " + name + " " + statements[0]);
        }
    }
}
