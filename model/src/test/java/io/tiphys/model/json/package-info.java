/// Tests of JSON reading and writing.
@NullMarked
package io.tiphys.model.json;

import org.jspecify.annotations.NullMarked;
