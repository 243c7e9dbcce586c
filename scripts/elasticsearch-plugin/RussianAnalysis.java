package veche.search;

import java.util.Locale;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;
import org.elasticsearch.plugins.AnalysisPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * The analyzer `russian` and the token filter `snowball`, as a full distribution has them.
 *
 * The server that Maven hands out comes without the module analysis-common, in which both are; the
 * classes of Lucene that they wrap are in its lib/. With this plugin a node of development and tests
 * takes the very mapping that production uses. A full distribution must not be given it.
 */
public final class RussianAnalysis extends Plugin implements AnalysisPlugin {

    @Override
    public Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> getAnalyzers() {
        return Map.of("russian", (index, environment, name, settings) -> new Russian(environment, name, settings));
    }

    @Override
    public Map<String, AnalysisProvider<TokenFilterFactory>> getTokenFilters() {
        return Map.of("snowball", (index, environment, name, settings) -> new Snowball(name, settings));
    }

    /** Takes `stopwords` and `stem_exclusion`, like the stock one. */
    private static final class Russian extends AbstractIndexAnalyzerProvider<RussianAnalyzer> {
        private final RussianAnalyzer analyzer;

        Russian(Environment environment, String name, Settings settings) {
            super(name, settings);
            CharArraySet stopwords =
                Analysis.parseStopWords(environment, settings, RussianAnalyzer.getDefaultStopSet());
            CharArraySet kept = Analysis.parseStemExclusion(settings, CharArraySet.EMPTY_SET);
            analyzer = new RussianAnalyzer(stopwords, kept);
        }

        @Override
        public RussianAnalyzer get() {
            return analyzer;
        }
    }

    /** Takes `language`, English by default, like the stock one. */
    private static final class Snowball extends AbstractTokenFilterFactory {
        private final String language;

        Snowball(String name, Settings settings) {
            super(name, settings);
            String named = settings.get("language", settings.get("name", "English"));
            language = named.substring(0, 1).toUpperCase(Locale.ROOT) + named.substring(1);
        }

        @Override
        public TokenStream create(TokenStream tokens) {
            return new SnowballFilter(tokens, language);
        }
    }
}
