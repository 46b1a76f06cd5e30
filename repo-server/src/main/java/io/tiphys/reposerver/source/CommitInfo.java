package io.tiphys.reposerver.source;

import java.time.Instant;
import java.util.List;

/// What a commit says about itself.
///
/// @param author `Name <mail>`
/// @param date of the author's writing
/// @param message whole, without trailing line ends
/// @param tags that stand on it
public record CommitInfo(String author, Instant date, String message, List<String> tags) {}
