/// Tests of manifests and their YAML.
@NullMarked
package io.tiphys.model.manifest;

import org.jspecify.annotations.NullMarked;
