package io.tiphys.reposerver.chart;

import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.source.SourceException.Reason;
import io.tiphys.reposerver.source.TooLarge;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/// Reads an `index.yaml` as it arrives, without keeping more of it than is wanted: those of large
/// repositories have tens of megabytes.
final class HelmIndex {

  private static final int MAX_VERSIONS = 500_000;

  private final Iterator<Event> events;
  private int versions;

  private HelmIndex(Iterator<Event> events) {
    this.events = events;
  }

  /// The versions of each chart, in the order of the index.
  ///
  /// @throws SourceException when it is none, or names too many
  static SortedMap<String, List<ChartVersion>> read(InputStream text) throws SourceException {
    var options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE); // bytes are counted as they arrive
    try {
      var reader = new InputStreamReader(text, StandardCharsets.UTF_8);
      return new HelmIndex(new Yaml(options).parse(reader).iterator()).charts();
    } catch (TooMany e) {
      throw new TooLarge("the index names more than %d versions".formatted(MAX_VERSIONS));
    } catch (YAMLException e) {
      throw new SourceException(
          Reason.REMOTE, "the index is no YAML: " + String.valueOf(e.getMessage()).strip(), e);
    }
  }

  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private SortedMap<String, List<ChartVersion>> charts() throws SourceException {
    var charts = new TreeMap<String, List<ChartVersion>>();
    Event first = events.next();
    while (!(first instanceof MappingStartEvent)) {
      if (!events.hasNext() || first instanceof ScalarEvent) {
        throw new SourceException(Reason.REMOTE, "the index is no map");
      }
      first = events.next();
    }
    members(key -> {
      if (key.equals("entries")) {
        entries(charts);
      } else {
        skip(events.next());
      }
    });
    return charts;
  }

  private void entries(SortedMap<String, List<ChartVersion>> into) {
    Event start = events.next();
    if (!(start instanceof MappingStartEvent)) {
      skip(start);
      return;
    }
    members(name -> {
      var found = new ArrayList<ChartVersion>();
      Event list = events.next();
      if (list instanceof SequenceStartEvent) {
        for (Event item = events.next();
            !(item instanceof SequenceEndEvent);
            item = events.next()) {
          if (item instanceof MappingStartEvent) {
            found.add(version());
          } else {
            skip(item);
          }
        }
      } else {
        skip(list);
      }
      into.put(name, List.copyOf(found));
    });
  }

  private ChartVersion version() {
    if (++versions > MAX_VERSIONS) {
      throw new TooMany();
    }
    var reading = new Reading();
    members(key -> {
      Event value = events.next();
      switch (key) {
        case "version" -> reading.version = text(value);
        case "description" -> reading.description = text(value);
        case "home" -> reading.home = text(value);
        case "maintainers" -> maintainers(value, reading.maintainers);
        default -> skip(value);
      }
    });
    return new ChartVersion(
        reading.version, reading.description, reading.home, reading.maintainers);
  }

  private static final class Reading {
    String version = "";
    String description = "";
    String home = "";
    final List<String> maintainers = new ArrayList<>();
  }

  private void maintainers(Event start, List<String> into) {
    if (!(start instanceof SequenceStartEvent)) {
      skip(start);
      return;
    }
    for (Event item = events.next(); !(item instanceof SequenceEndEvent); item = events.next()) {
      if (!(item instanceof MappingStartEvent)) {
        skip(item);
        continue;
      }
      String[] one = {"", ""};
      members(key -> {
        Event value = events.next();
        switch (key) {
          case "name" -> one[0] = text(value);
          case "email" -> one[1] = text(value);
          default -> skip(value);
        }
      });
      into.add(ChartVersion.maintainer(one[0], one[1]));
    }
  }

  /// Goes through a map whose start was read; each member's value is for the one who is told its
  /// key.
  private void members(Consumer<String> member) {
    for (Event key = events.next(); !(key instanceof MappingEndEvent); key = events.next()) {
      member.accept(text(key));
    }
  }

  /// A scalar's text; of anything else, which is skipped, none.
  private String text(Event event) {
    if (event instanceof ScalarEvent scalar) {
      return scalar.getValue();
    }
    skip(event);
    return "";
  }

  /// Leaves out the rest of the value that begins with an event.
  private void skip(Event begun) {
    int depth = change(begun);
    while (depth > 0) {
      depth += change(events.next());
    }
  }

  private static int change(Event event) {
    return switch (event) {
      case MappingStartEvent start -> 1;
      case SequenceStartEvent start -> 1;
      case MappingEndEvent end -> -1;
      case SequenceEndEvent end -> -1;
      default -> 0;
    };
  }
}
