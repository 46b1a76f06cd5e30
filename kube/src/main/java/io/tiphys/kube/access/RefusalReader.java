package io.tiphys.kube.access;

import io.tiphys.model.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.BufferedSource;
import tools.jackson.core.JacksonException;

/// Reads the `Status` object that an API server refuses with, or whatever a proxy says instead.
final class RefusalReader {

  private static final long READ_LIMIT = 1 << 20;
  private static final int TEXT_LIMIT = 1024;

  private RefusalReader() {}

  static Answer.Refused read(int code, BufferedSource source) throws IOException {
    source.request(READ_LIMIT);
    byte[] body = source.readByteArray(Math.min(READ_LIMIT, source.getBuffer().size()));
    try {
      if (JsonTree.parse(body) instanceof java.util.Map<?, ?> status
          && status.get("message") instanceof String message) {
        return new Answer.Refused(
            code, status.get("reason") instanceof String reason ? reason : "", message);
      }
    } catch (JacksonException | IllegalArgumentException e) {
      // a proxy's page, a plain text or nothing: shown as it is
    }
    String text = new String(body, StandardCharsets.UTF_8).strip();
    String shown = text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) + "..." : text;
    return new Answer.Refused(
        code, "", "HTTP status " + code + (shown.isEmpty() ? "" : ": " + shown));
  }
}
