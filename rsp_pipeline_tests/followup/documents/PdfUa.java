import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Holds a PDF against PDF/UA-1 with veraPDF: a line for each failure, then the number of checks. */
public class PdfUa {
    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var kind = PDFAFlavour.fromString("ua1");
        var foundry = Foundries.defaultInstance();
        try (var parser = foundry.createParser(new FileInputStream(paths[0]), kind);
                var validator = foundry.createValidator(kind, false)) {
            var result = validator.validate(parser);
            for (TestAssertion failed : result.getTestAssertions()) {
                var rule = failed.getRuleId();
                System.out.println(rule.getClause() + "-" + rule.getTestNumber() + " " + failed.getMessage());
            }
            System.out.println(result.getTotalAssertions());
        }
    }
}
