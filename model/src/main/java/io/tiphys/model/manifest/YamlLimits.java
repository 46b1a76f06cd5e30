package io.tiphys.model.manifest;

/// How much YAML is read at most. Tenants write it, so each way to make it large has an end.
///
/// @param bytes the size of one text, in bytes
/// @param depth how deeply objects and lists may nest, aliases followed
/// @param expanded the size of the values of one text with all aliases followed, in characters
public record YamlLimits(int bytes, int depth, long expanded) {

  /// 64 MiB of text, 250 levels, 128 Mi characters when expanded: above what large CRD bundles
  /// need.
  public static final YamlLimits DEFAULT = new YamlLimits(64 << 20, 250, 128L << 20);

  public YamlLimits {
    if (bytes < 1 || depth < 1 || expanded < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
  }
}
