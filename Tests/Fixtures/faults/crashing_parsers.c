/*
 * Preloaded into a program (LD_PRELOAD), crashes the parsers of libcsv and libxml2 on a file that
 * holds a given text. The environment says which, and how:
 *
 *   CRASH_AT   the text
 *   CRASH_HOW  read     an address that is not there
 *              trap     an instruction that is none, as a broken precondition of Swift
 *              abort    as glibc does when the heap is damaged
 *              stack    calls without end
 *              sent     SIGABRT from another process, which is no crash of the parser
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Ends only where `above` is not 0, which the compiler cannot know. */
static int calls_without_end(volatile char *above) {
  volatile char here[4096];
  here[0] = *above;
  return here[0] ? 0 : calls_without_end(here) + here[0];
}

static void send_from_another(int signal) {
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    kill(parent, signal);
    _exit(0);
  }
  waitpid(child, NULL, 0);
}

static void crash_at(const void *bytes, size_t count) {
  const char *text = getenv("CRASH_AT"), *how = getenv("CRASH_HOW");
  volatile char start = 0;
  if (!text || !how || !bytes || !memmem(bytes, count, text, strlen(text))) return;
  if (strcmp(how, "read") == 0) *(volatile char *)16;
  if (strcmp(how, "trap") == 0) __builtin_trap();
  if (strcmp(how, "abort") == 0) abort();
  if (strcmp(how, "stack") == 0) calls_without_end(&start);
  if (strcmp(how, "sent") == 0) send_from_another(SIGABRT);
}

size_t csv_parse(void *parser, const void *bytes, size_t count, void *field, void *row, void *data) {
  static size_t (*next)(void *, const void *, size_t, void *, void *, void *);
  if (!next) next = dlsym(RTLD_NEXT, "csv_parse");
  crash_at(bytes, count);
  return next(parser, bytes, count, field, row, data);
}

int xmlParseChunk(void *parser, const char *bytes, int count, int ends) {
  static int (*next)(void *, const char *, int, int);
  if (!next) next = dlsym(RTLD_NEXT, "xmlParseChunk");
  crash_at(bytes, count);
  return next(parser, bytes, count, ends);
}
