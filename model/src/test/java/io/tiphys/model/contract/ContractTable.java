package io.tiphys.model.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A table of the contract: tab-separated, names of the columns first.
public final class ContractTable {

  private ContractTable() {}

  /// One row.
  ///
  /// @param cells by column
  public record Row(Map<String, String> cells) {

    /// @return the cell; empty when there is no such column
    public String get(String column) {
      return cells.getOrDefault(column, "");
    }
  }

  /// @param file such as `json-tags.tsv`
  /// @return the rows
  public static List<Row> rows(String file) {
    String text;
    try (var in = ContractTable.class.getResourceAsStream("/contract/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no table " + file);
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var lines = text.lines().toList();
    String[] columns = lines.getFirst().split("\t", -1);
    var rows = new ArrayList<Row>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      var row = new LinkedHashMap<String, String>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], i < cells.length ? cells[i] : "");
      }
      rows.add(new Row(row));
    }
    return rows;
  }
}
