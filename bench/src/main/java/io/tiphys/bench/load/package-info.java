/// A thousand Applications from one repository: how long, how much CPU, how much memory. Start at
/// `AppsBenchmark`. It looks at the product from outside only: Git, the API server, `/proc`.
@NullMarked
package io.tiphys.bench.load;

import org.jspecify.annotations.NullMarked;
