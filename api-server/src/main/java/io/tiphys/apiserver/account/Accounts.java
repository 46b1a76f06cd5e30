package io.tiphys.apiserver.account;

import io.tiphys.settings.Settings;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The accounts by the newest settings. Any number of threads; asking costs no more than a look
/// while the settings are the same.
public final class Accounts {

  private record Read(Settings settings, Map<String, Account> byName) {}

  private final Supplier<Settings> settings;
  private volatile Read last = new Read(Settings.NONE, read(Settings.NONE));

  /// @param settings the newest
  public Accounts(Supplier<Settings> settings) {
    this.settings = settings;
  }

  public Optional<Account> find(String name) {
    return Optional.ofNullable(byName().get(name));
  }

  /// All, by name.
  public Collection<Account> all() {
    return byName().values();
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same object
  private Map<String, Account> byName() {
    Settings now = settings.get();
    Read read = last;
    if (read.settings() != now) {
      read = new Read(now, read(now));
      last = read;
    }
    return read.byName();
  }

  private static Map<String, Account> read(Settings settings) {
    return new TreeMap<>(
        AccountReader.read(settings.argocd().data(), key -> settings.secrets().get(key)));
  }
}
