package io.tiphys.reposerver.render;

import io.tiphys.model.manifest.InvalidYamlException;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Files of a repository as YAML, whatever the encoding they were saved in.
final class Yaml {

  /// A document with all its aliases followed has an end long before the heap has.
  private static final YamlLimits LIMITS = new YamlLimits(64 << 20, 250, 32L << 20);

  private static final char BYTE_ORDER_MARK = 0xfeff;

  private Yaml() {}

  /// The file is no YAML; the message has the line.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /// The bytes as text: UTF-16 when they begin with its mark, else UTF-8; no mark remains.
  static String text(byte[] bytes) {
    Charset charset = StandardCharsets.UTF_8;
    if (bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) {
      charset = StandardCharsets.UTF_16LE;
    } else if (bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff) {
      charset = StandardCharsets.UTF_16BE;
    }
    String text = charset.decode(ByteBuffer.wrap(bytes)).toString();
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /// The first document of a file; null when it is empty.
  static @Nullable Object single(byte[] file) throws Malformed {
    var documents = split(text(file));
    return documents.isEmpty() ? null : parse(documents.getFirst());
  }

  /// @param document one document
  /// @return its tree
  static @Nullable Object parse(String document) throws Malformed {
    try {
      return YamlTree.parse("", document, LIMITS);
    } catch (InvalidYamlException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  /// Takes a stream of documents apart at the lines that are `---`, as Kubernetes' reader does; a
  /// comment may follow on the line.
  static List<String> split(String text) {
    var documents = new ArrayList<String>();
    int begin = 0;
    for (int line = 0; line < text.length(); ) {
      int end = text.indexOf('\n', line);
      int next = end < 0 ? text.length() : end + 1;
      if (text.startsWith("---", line)) {
        String rest = text.substring(line + 3, end < 0 ? text.length() : end).strip();
        if (rest.isEmpty() || rest.startsWith("#")) {
          add(text.substring(begin, line), documents);
          begin = next;
        }
      }
      line = next;
    }
    add(text.substring(begin), documents);
    return documents;
  }

  private static void add(String document, List<String> documents) {
    if (!document.isBlank()) {
      documents.add(document);
    }
  }
}
