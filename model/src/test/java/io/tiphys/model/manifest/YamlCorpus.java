package io.tiphys.model.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// YAML to compare readers with: written by hand for each rule, and made at random.
final class YamlCorpus {

  static final List<String> SCALARS =
      List.of(
          "yes",
          "Yes",
          "YES",
          "yEs",
          "on",
          "On",
          "ON",
          "y",
          "Y",
          "n",
          "N",
          "no",
          "No",
          "NO",
          "off",
          "Off",
          "OFF",
          "true",
          "True",
          "TRUE",
          "tRue",
          "false",
          "False",
          "FALSE",
          "null",
          "Null",
          "NULL",
          "nULL",
          "~",
          "''",
          "\"\"",
          "012",
          "08",
          "09.5",
          "0o14",
          "0O14",
          "0x1F",
          "0X1f",
          "0b11",
          "0B11",
          "-0b11",
          "0b12",
          "-0x1f",
          "+12",
          "-012",
          "1_000",
          "1__0",
          "_1",
          "1_",
          "0x_1",
          "1e3",
          "1E3",
          "1e+3",
          "1e-3",
          "1.5e3",
          "1.0",
          "1.",
          ".5",
          "-.5",
          "+.5",
          "-1.5",
          "1.50",
          "0.1",
          "0",
          "-0",
          "+0",
          "0.0",
          "-0.0",
          "00",
          "1e400",
          "1e-400",
          "1e22",
          "1e20",
          "123456789012345678901234567890",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "18446744073709551615",
          "18446744073709551616",
          "0xFFFFFFFFFFFFFFFF",
          "12345678901234567890123",
          ".inf",
          "-.inf",
          "+.Inf",
          ".NaN",
          ".nan",
          "2020-01-01",
          "2001-12-14t21:59:43.10-05:00",
          "2001-12-14 21:59:43.10 -5",
          "12:30:45",
          "12:30",
          "1:2:3.5",
          "1.2.3",
          "v1.0",
          "1.0.0",
          "192.168.0.1",
          "!!str 12",
          "!!str yes",
          "!!int 12",
          "!!int \"12\"",
          "!!float 12",
          "!!bool yes",
          "!!null ''",
          "!!binary aGVsbG8=",
          "!!binary \"aGVsbG8=\"",
          "! 12",
          "!foo 12",
          "!foo bar",
          "!!timestamp 2020-01-01",
          "\"12\"",
          "'yes'",
          "\"a\\tb\\u00e9\\n\"",
          "a b",
          "a: b",
          "a:b",
          "a#b",
          "a #b",
          "- a",
          "-a",
          "--- a",
          "?a",
          "? a",
          ":a",
          ": a",
          "@a",
          "`a",
          "%a",
          "&x a",
          "*x",
          "!a",
          "|",
          ">",
          "=",
          "<<",
          "<",
          "{}",
          "[]",
          "[a, b]",
          "{a: b}",
          "{a, b}",
          "[a: b]",
          "[[1, 2], {x: [y]}]",
          "\"unclosed",
          "[unclosed",
          "{{ x }}",
          "{{x}}",
          "{{ .Values.x }}",
          "{{ x }}y",
          "a {{ x }}",
          "1 2",
          "0.1.2",
          "1,000",
          "1e",
          "e1",
          "0x",
          "0b",
          "0o",
          "+",
          "-",
          ".",
          "..",
          "...",
          "-.",
          "+.",
          "1-2",
          "3m",
          "5s",
          "100m",
          "1Gi",
          "0777",
          "0o777",
          "'it''s'",
          "\"\\x41\"",
          "\"\\q\"",
          "é",
          "日本",
          "😀",
          "infinity",
          "nan",
          "Inf",
          "NaN",
          "inf",
          "1e5x",
          "0x1p-2",
          "0x1.8p1",
          "1_000.5",
          "1_0e1_0",
          "._5",
          "-_1",
          "T",
          "F",
          "t",
          "f",
          "nil",
          "None",
          "undefined",
          "0.",
          "-1.",
          "1..2");

  static final List<String> STRUCTURES =
      List.of(
          "value:\n  a: 1\n  a: 2\n",
          "value:\n  a: 1\n  b: 2\n  a: {c: 3}\n",
          "base: &b {x: 1, y: 2}\nvalue:\n  <<: *b\n  y: 3\n",
          "base: &b {x: 1, y: 2}\nvalue:\n  y: 3\n  <<: *b\n",
          "a: &a {x: 1}\nb: &b {x: 2, y: 2}\nvalue:\n  <<: [*a, *b]\n  z: 3\n",
          "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nvalue:\n  <<: *b\n",
          "a: &a {m: {x: 1}}\nvalue:\n  <<: *a\n  m: {y: 2}\n",
          "value:\n  <<: 1\n",
          "value:\n  <<: [1]\n",
          "value:\n  <<: {x: 1}\n",
          "value:\n  \"<<\": {x: 1}\n",
          "value:\n  <<: null\n",
          "a: &a [1, 2]\nvalue: [*a, *a]\n",
          "a: &a x\nvalue:\n  *a : y\n",
          "value: &a [*a]\n",
          "value: *missing\n",
          "value: |\n  a\n  b\n",
          "value: |-\n  a\n   b\n",
          "value: |+\n  a\n\n\nx: y\n",
          "value: >\n  a\n  b\n\n  c\n",
          "value: >-\n  a\n    b\n  c\n",
          "value: |2\n    a\n",
          "value: |\n",
          "value: |\n\n  a\n",
          "value:\n- a\n- b\n",
          "value:\n  - a\n  -\n  - - b\n    - c\n",
          "value:\n- a: 1\n  b: 2\n- c\n",
          "value:\n",
          "value: # nothing\n",
          "value: a # comment\n",
          "value: 'a\n  b\n\n  c'\n",
          "value: \"a\\\n  b\"\n",
          "value: a\n  b\n  c\n",
          "value: {a: 1,\n  b: [2,\n  3]}\n",
          "value: {\"a\":1,\"b\":[true,null,1.5e3]}\n",
          "value: {\"a\":\"\\/\"}\n",
          "value:\n\ta: 1\n",
          "value: a\tb\n",
          "value:\ta\n",
          "value: \t a\n",
          "value:\n-\ta\n",
          "value:\n  a:\t b\n  c:\td\n  e: |\n    f:\tg\n",
          "value: a\r\nother: b\r\n",
          "value:\n  ? a\n  : b\n",
          "value:\n  ? [a]\n  : b\n",
          "value:\n  ? {a: b}\n  : c\n",
          "value: !!map {a: b}\n",
          "value: !!seq [a]\n",
          "value: !!set {a, b}\n",
          "value: !!omap [a: 1]\n",
          "value: !custom {a: b}\n",
          "value: !custom [a]\n",
          "value:\n a: 1\n  b: 2\n",
          "value:\n  a: 1\n b: 2\n",
          "value: a: b\n",
          "value: \"\\U0001F600\"\n",
          "value: \u0001\n",
          "value: \"\u0085\"\n",
          "value: \u2028\n",
          "value: \ufeffa\n",
          "value: ''''\n",
          "value: -\n",
          "value: [a, ]\n",
          "value: [a, , b]\n",
          "value: {a: }\n",
          "value: {a: b, }\n",
          "value: {? a : b}\n",
          "value: [? a : b]\n",
          "value: {a: b}}\n",
          "value: {{- if x }}\n",
          "value: a\n{{- if x }}\nother: b\n{{- end }}\n",
          "value:\n  1: a\n  true: b\n  1.5: c\n  0x10: d\n",
          "value:\n  null: a\n",
          "value:\n  ~: a\n",
          "value:\n  : a\n",
          "value:\n  12345678901234567890: a\n",
          "value:\n  1e30: a\n  1e-7: b\n  0.00001: c\n  1234567.0: d\n  16777217.5: e\n");

  private static final String A = "apiVersion: v1\nkind: Thing\nmetadata: {name: a}\n";
  private static final String B = "apiVersion: v1\nkind: Thing\nmetadata: {name: b}\n";

  /// Texts of several documents.
  static final List<String> STREAMS =
      List.of(
          A + "---\n" + B,
          "---\n" + A + "---\n" + B + "---\n",
          "---\n---\n\n---\n# nothing\n---\n" + A + "---\n" + B,
          A + "--- # comment\n" + B,
          A + "---   \n" + B,
          A + "---\r\n" + B,
          A.replace("\n", "\r\n") + "---\r\n" + B.replace("\n", "\r\n"),
          A + "---\nnull\n---\n" + B,
          A + "text: |\n  ---\n  x\n---\n" + B,
          "# first\n\n" + A + "\n\n---\n\n" + B,
          "\ufeff" + A + "---\n" + B,
          A + "text: 'x\n---\ny'\n",
          A
              + "---\n{\"apiVersion\": \"v1\", \"kind\": \"Thing\", \"metadata\": {\"name\": \"b\"}}\n",
          "{\"apiVersion\": \"v1\", \"kind\": \"Thing\",\n\t\"metadata\": {\"name\": \"a\"}}\n",
          "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Thing, metadata: {name: a}}\n"
              + "---\n"
              + B,
          A + "...\n---\n" + B,
          A + "---\nx: [\n---\n" + B,
          A + "---\n- a\n");

  private static final String SIGNS = "01279.-+_eExXobBtTfFnNyY~:, #'\"{}[]&*%@`\\/a/é";

  private YamlCorpus() {}

  /// Something short that is a scalar more often than not.
  static String scalar(Random random) {
    var text = new StringBuilder();
    int length = 1 + random.nextInt(6);
    boolean numeric = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      text.append(SIGNS.charAt(random.nextInt(numeric ? 13 : SIGNS.length())));
    }
    return text.toString();
  }

  /// A document of nested maps and lists in block and flow style.
  static String block(Random random) {
    var text = new StringBuilder("value:\n");
    block(random, 2, 3, text);
    return text.toString();
  }

  private static void block(Random random, int indent, int depth, StringBuilder text) {
    boolean list = random.nextBoolean();
    int size = 1 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      text.repeat(' ', indent).append(list ? "-" : "k" + i + ":");
      if (depth > 0 && random.nextInt(3) > 0) {
        text.append('\n');
        block(random, indent + 2, depth - 1, text);
      } else {
        text.append(' ').append(SCALARS.get(random.nextInt(SCALARS.size() / 2))).append('\n');
      }
    }
  }

  /// Any tree, with texts that are hard to write.
  static @Nullable Object tree(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> random.nextInt(2000) + 0.25;
      case 4 -> SCALARS.get(random.nextInt(SCALARS.size()));
      case 5 -> text(random);
      case 6 -> {
        var items = new ArrayList<@Nullable Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(tree(random, depth - 1));
        }
        yield items;
      }
      default -> {
        var members = new TreeMap<String, @Nullable Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(random.nextBoolean() ? "k" + i : text(random), tree(random, depth - 1));
        }
        yield members;
      }
    };
  }

  private static String text(Random random) {
    String signs = SIGNS + "\n\n\t  \u00a0\u2028\ufeff\u0007日😀";
    var text = new StringBuilder();
    for (int i = random.nextInt(10); i > 0; i--) {
      int at = signs.offsetByCodePoints(0, random.nextInt(signs.codePointCount(0, signs.length())));
      text.appendCodePoint(signs.codePointAt(at));
    }
    return text.toString();
  }
}
