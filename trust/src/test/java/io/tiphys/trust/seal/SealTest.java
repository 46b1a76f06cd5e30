package io.tiphys.trust.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

  private static final byte[] VALUE = "manifests".getBytes(StandardCharsets.UTF_8);
  private final Seal seal = Seal.derivedFrom(new byte[32], "cache");

  @Test
  void whatWasSealedIsOpened() {
    var opened = seal.open("key", seal.seal("key", (byte) 7, VALUE)).orElseThrow();

    assertThat(opened.version()).isEqualTo((byte) 7);
    assertThat(opened.value()).isEqualTo(VALUE);
  }

  @Test
  void anyChangedByteBreaksIt() {
    byte[] sealed = seal.seal("key", (byte) 1, VALUE);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThat(seal.open("key", changed)).as("byte %s", i).isEmpty();
    }
  }

  @Test
  void aShortenedOrLengthenedEntryIsNotOpened() {
    byte[] sealed = seal.seal("key", (byte) 1, VALUE);

    assertThat(seal.open("key", Arrays.copyOf(sealed, sealed.length - 1))).isEmpty();
    assertThat(seal.open("key", Arrays.copyOf(sealed, sealed.length + 1))).isEmpty();
    assertThat(seal.open("key", new byte[0])).isEmpty();
  }

  @Test
  void anEntryOfAnotherNameIsNotOpened() {
    assertThat(seal.open("other", seal.seal("key", (byte) 1, VALUE))).isEmpty();
  }

  @Test
  void otherKeysAndOtherPurposesDoNotOpenIt() {
    byte[] sealed = seal.seal("key", (byte) 1, VALUE);
    byte[] secret = new byte[32];
    secret[0] = 1;

    assertThat(Seal.derivedFrom(secret, "cache").open("key", sealed)).isEmpty();
    assertThat(Seal.derivedFrom(new byte[32], "sessions").open("key", sealed)).isEmpty();
    assertThat(Seal.derivedFrom(new byte[32], "cache").open("key", sealed)).isPresent();
  }

  @Test
  void theKeyIsMadeOnce(@TempDir Path directory) {
    byte[] sealed = Seal.loadOrCreate(directory).seal("key", (byte) 1, VALUE);

    assertThat(Seal.loadOrCreate(directory).open("key", sealed)).isPresent();
    assertThat(directory.resolve("seal.key")).hasSize(32);
  }

  @Test
  void aKeyOfAnotherLengthIsRefused(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("seal.key"), "short");

    assertThatThrownBy(() -> Seal.loadOrCreate(directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("seal.key: expected 32 bytes, found 5");
  }
}
