package io.tiphys.model.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// The characters of a YAML stream: UTF-8, or UTF-16 when it begins with a byte order mark.
final class YamlText {

  private YamlText() {}

  /// @throws InvalidYamlException when the bytes are no text
  static String decode(String file, byte[] bytes) {
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (begins(bytes, 0xef, 0xbb, 0xbf)) {
      mark = 3;
    } else if (begins(bytes, 0xff, 0xfe)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else if (begins(bytes, 0xfe, 0xff)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    }
    var rest = ByteBuffer.wrap(bytes, mark, bytes.length - mark);
    try {
      return charset.newDecoder().decode(rest).toString();
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int i = 0; i < rest.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new InvalidYamlException(file, line, 1, "invalid " + charset.name());
    }
  }

  private static boolean begins(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
