package io.tiphys.reposerver.upload;

/// The head of one entry of an archive.
///
/// @param path as it stands there
/// @param type the letter of the format: `0` a file, `2` a link, `5` a directory
/// @param target of a link
/// @param isExecutable whether its owner may run it
/// @param size of the content that follows
record TarEntry(String path, char type, String target, boolean isExecutable, long size) {

  static final char FILE = '0';
  static final char LINK = '2';
  static final char DIRECTORY = '5';
}
