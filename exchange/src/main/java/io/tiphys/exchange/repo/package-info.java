/// How services call the repo server: the channel, and the questions that more than one of them
/// asks. It judges no answer and knows no settings.
@NullMarked
package io.tiphys.exchange.repo;

import org.jspecify.annotations.NullMarked;
