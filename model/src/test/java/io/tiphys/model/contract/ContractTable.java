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

  /// @param file such as `json-tags.tsv`
  /// @return the rows, each by column; an empty cell is an empty text
  public static List<Map<String, String>> rows(String file) {
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
    var rows = new ArrayList<Map<String, String>>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      var row = new LinkedHashMap<String, String>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], i < cells.length ? cells[i] : "");
      }
      rows.add(row);
    }
    return rows;
  }
}
