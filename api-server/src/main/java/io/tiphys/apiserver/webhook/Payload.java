package io.tiphys.apiserver.webhook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// The few members of a delivery's JSON that are looked at. The rest is passed over while it is
/// read, so that tens of megabytes cost little. What has another type than expected is not there.
final class Payload {

  /// Items of all lists together that are kept.
  static final int MAX_ITEMS = 100_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
          .build();

  private static final Set<String> WANTED =
      Set.of(
          "added",
          "changes",
          "clone",
          "commits",
          "defaultBranch",
          "default_branch",
          "eventType",
          "href",
          "html",
          "html_url",
          "id",
          "links",
          "modified",
          "name",
          "new",
          "object_kind",
          "old",
          "project",
          "push",
          "ref",
          "refUpdates",
          "remoteUrl",
          "removed",
          "repository",
          "resource",
          "total_commits_count",
          "truncated",
          "web_url");

  private final Map<?, ?> members;
  private final boolean isCut;

  private Payload(Map<?, ?> members, boolean isCut) {
    this.members = members;
    this.isCut = isCut;
  }

  /// @return none when it is no JSON object
  static Optional<Payload> read(byte[] json) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      var reader = new Reader(parser);
      Object tree = reader.value();
      boolean isWhole = parser.nextToken() == null;
      return isWhole && tree instanceof Map<?, ?> map
          ? Optional.of(new Payload(map, reader.isCut))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// Whether lists were too long to be kept whole.
  boolean isCut() {
    return isCut;
  }

  /// The text at the end of a path of members; empty when there is none.
  String text(String... path) {
    Object value = members;
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value instanceof String text ? text : "";
  }

  /// The object of this name, an empty one when there is none.
  Payload object(String name) {
    return new Payload(members.get(name) instanceof Map<?, ?> map ? map : Map.of(), isCut);
  }

  /// The objects in the list of this name.
  List<Payload> objects(String name) {
    var objects = new ArrayList<Payload>();
    if (members.get(name) instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> map) {
          objects.add(new Payload(map, isCut));
        }
      }
    }
    return objects;
  }

  /// The texts in the list of this name.
  List<String> texts(String name) {
    var texts = new ArrayList<String>();
    if (members.get(name) instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof String text) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  private static final class Reader {
    private final JsonParser parser;
    private int items;
    private boolean isCut;

    Reader(JsonParser parser) {
      this.parser = parser;
    }

    @Nullable Object value() {
      return switch (parser.currentToken()) {
        case START_OBJECT -> object();
        case START_ARRAY -> list();
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> parser.getString();
        case VALUE_NUMBER_FLOAT, VALUE_NULL, VALUE_EMBEDDED_OBJECT -> null;
        case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE ->
            throw new IllegalStateException("not a JSON value: " + parser.currentToken());
      };
    }

    private Map<String, @Nullable Object> object() {
      var members = new HashMap<String, @Nullable Object>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        if (WANTED.contains(name)) {
          members.put(name, value());
        } else {
          parser.skipChildren();
        }
      }
      return members;
    }

    private List<@Nullable Object> list() {
      var list = new ArrayList<@Nullable Object>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (items < MAX_ITEMS) {
          items++;
          list.add(value());
        } else {
          isCut = true;
          parser.skipChildren();
        }
      }
      return list;
    }
  }
}
