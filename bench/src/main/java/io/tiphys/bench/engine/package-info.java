/// JMH of the engine: what one comparison and one judgement cost. No I/O.
@NullMarked
package io.tiphys.bench.engine;

import org.jspecify.annotations.NullMarked;
