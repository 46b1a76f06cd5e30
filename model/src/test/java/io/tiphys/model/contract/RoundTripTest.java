package io.tiphys.model.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.ModelJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  @Test
  void everyRecordComesBackFromJson() {
    for (Class<? extends Record> type : RecordTypes.all()) {
      for (int seed = 0; seed < 20; seed++) {
        comesBack(type, seed);
      }
    }
  }

  private static <T extends Record> void comesBack(Class<T> type, int seed) {
    T value = RandomRecords.any(seed).next(type);
    assertThat(RandomRecords.through(value, type)).as("%s, seed %d", type, seed).isEqualTo(value);
  }

  @Test
  void everyRecordKeepsWhatItDoesNotKnow() {
    Object novel = Map.of("deep", List.of(1L, "two"));
    for (Class<? extends Record> type : RecordTypes.all()) {
      var value = ModelJson.fromTree(Map.of("x-new", novel), type);

      assertThat(ModelJson.toTree(value)).as(type.getName()).containsEntry("x-new", novel);
    }
  }
}
