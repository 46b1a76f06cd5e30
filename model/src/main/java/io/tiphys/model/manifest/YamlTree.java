package io.tiphys.model.manifest;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.core.JacksonException;

/// Reads and writes YAML as Kubernetes and Helm do (Go's `sigs.k8s.io/yaml`): `yes` is true, `012`
/// is 10, dates are texts, `<<` merges, the last of equal keys wins, every key is a text.
public final class YamlTree {

  private static final int REPAIRS = 100;
  private static final int REPAIRABLE = 1 << 18;

  private YamlTree() {}

  /// Reads one document.
  ///
  /// @param file what the text is called in errors; may be empty
  /// @param text YAML or JSON; a second document is not read
  /// @return its tree, as [JsonTree] describes it; null for an empty text
  /// @throws InvalidYamlException when it is no YAML, or larger than allowed
  public static @Nullable Object parse(String file, String text, YamlLimits limits) {
    var documents = parseAll(file, text, limits);
    return documents.isEmpty() ? null : documents.getFirst();
  }

  /// The same of UTF-8, or of UTF-16 with a byte order mark.
  public static @Nullable Object parse(String file, byte[] text, YamlLimits limits) {
    return parse(file, decode(file, text, limits), limits);
  }

  /// Reads all documents; empty ones are null.
  ///
  /// @throws InvalidYamlException when it is no YAML, or larger than allowed
  public static List<@Nullable Object> parseAll(String file, byte[] text, YamlLimits limits) {
    return parseAll(file, decode(file, text, limits), limits);
  }

  /// The same of text.
  public static List<@Nullable Object> parseAll(String file, String text, YamlLimits limits) {
    if (text.length() > limits.bytes()) {
      throw new InvalidYamlException(file, 0, 0, "larger than " + limits.bytes() + " bytes");
    }
    String start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        var documents = new ArrayList<@Nullable Object>();
        documents.add(JsonTree.parse(text.getBytes(StandardCharsets.UTF_8)));
        return documents;
      } catch (JacksonException | IllegalArgumentException e) {
        // It is YAML that begins with a brace, or broken: the YAML parser tells which and where.
      }
    }
    return documents(file, text, limits);
  }

  private static String decode(String file, byte[] text, YamlLimits limits) {
    if (text.length > limits.bytes()) {
      throw new InvalidYamlException(file, 0, 0, "larger than " + limits.bytes() + " bytes");
    }
    return YamlText.decode(file, text);
  }

  private static List<@Nullable Object> documents(String file, String text, YamlLimits limits) {
    String current = text;
    for (int repaired = 0; ; repaired++) {
      try {
        return compose(file, current, limits);
      } catch (MarkedYAMLException e) {
        int tab = repaired < REPAIRS && text.length() < REPAIRABLE ? tab(current, e) : -1;
        if (tab < 0) {
          throw marked(file, text, e);
        }
        current = current.substring(0, tab) + ' ' + current.substring(tab + 1);
      } catch (ReaderException e) {
        long line = 1 + text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count();
        throw new InvalidYamlException(file, (int) line, 1, "control characters are not allowed");
      } catch (YAMLException e) {
        throw new InvalidYamlException(file, 0, 0, message(e));
      }
    }
  }

  /// Where a tab stands between a key and its value, which Go's parser takes and snakeyaml refuses.
  private static int tab(String text, MarkedYAMLException e) {
    var mark = e.getProblemMark();
    if (mark == null) {
      return -1;
    }
    int at = text.offsetByCodePoints(0, mark.getIndex());
    int before = at - 1;
    while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
      before--;
    }
    boolean value = before >= 0 && text.charAt(before) == ':';
    return value && at < text.length() && text.charAt(at) == '\t' ? at : -1;
  }

  private static List<@Nullable Object> compose(String file, String text, YamlLimits limits) {
    var options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setNestingDepthLimit(limits.depth());
    var parser = new TextTags(new ParserImpl(new StreamReader(text), options));
    var composer = new Composer(parser, new PlainScalars(), options);
    var reader = new YamlReader(file, limits);
    var trees = new ArrayList<@Nullable Object>();
    while (composer.checkNode()) {
      trees.add(reader.read(composer.getNode()));
    }
    return trees;
  }

  private static InvalidYamlException marked(String file, String text, MarkedYAMLException e) {
    var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    if (mark == null) {
      return new InvalidYamlException(file, 0, 0, message(e));
    }
    boolean template =
        text.lines().skip(Math.max(0, mark.getLine() - 1)).limit(2).anyMatch(l -> l.contains("{{"));
    String problem = e.getProblem() == null ? message(e) : e.getProblem();
    return new InvalidYamlException(
        file,
        mark.getLine() + 1,
        mark.getColumn() + 1,
        template ? problem + "; {{ ... }} looks like a template that was not rendered" : problem);
  }

  private static String message(YAMLException e) {
    return e.getMessage() == null ? "not YAML" : e.getMessage();
  }

  /// Writes a tree as one block-style document with sorted keys. A text that any reader of YAML 1.1
  /// or 1.2 would take for something else is quoted.
  public static String write(@Nullable Object tree) {
    return YamlWriter.write(tree);
  }

  /// Marks scalars that are neither quoted nor tagged; [YamlReader] knows what they mean.
  private static final class PlainScalars extends Resolver {
    @Override
    protected void addImplicitResolvers() {}

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return kind == NodeId.scalar && implicit
          ? YamlReader.PLAIN
          : super.resolve(kind, value, false);
    }
  }

  /// Reads the tag `!` as "this is a text", as Go does.
  private record TextTags(Parser parser) implements Parser {
    @Override
    public boolean checkEvent(Event.ID choice) {
      return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
      return text(parser.peekEvent());
    }

    @Override
    public Event getEvent() {
      return text(parser.getEvent());
    }

    private static Event text(Event event) {
      return event instanceof ScalarEvent scalar && "!".equals(scalar.getTag())
          ? new ScalarEvent(
              scalar.getAnchor(),
              Tag.STR.getValue(),
              scalar.getImplicit(),
              scalar.getValue(),
              scalar.getStartMark(),
              scalar.getEndMark(),
              scalar.getScalarStyle())
          : event;
    }
  }
}
