/*
 * Preloaded into a program (LD_PRELOAD), lists its calls on files below one folder, and lets one of
 * them go wrong. The environment says which:
 *
 *   FAULTS_ROOT   the folder; relative paths count as below it
 *   FAULTS_ONLY   the path below it of the one file whose calls count; without it, all do
 *   FAULTS_LIST   a file to which a line "<call> <path below it>" is added for each call
 *   FAULTS_AT     the number of the call that goes wrong, from 1
 *   FAULTS_DO     what then happens:
 *     kill        SIGKILL before the call
 *     torn        half of the bytes are written, then SIGKILL
 *     stop        SIGSTOP before the call, which is made after SIGCONT
 *     short       half of the bytes are read or written, which is no error
 *     EINTR       interrupted, which is no error either
 *     ENOSPC, EIO the call fails, the calls after it do not
 *     dead        EIO, and no call works after it
 *   FAULTS_CLOCK  the time of day, in seconds since 1970
 *
 * The calls are made directly, so that nothing here depends on how glibc names its versions.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define DESCRIPTORS 1024

static const char *root;
static const char *only;
static const char *fault = "";
static int list = -1;
static int at;
static time_t clock_seconds;
static atomic_int calls;
/* The path below the root under which a descriptor was opened; NULL when nobody watches it. */
static char *_Atomic names[DESCRIPTORS];

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("FAULTS_LIST");
  if (text) list = syscall(SYS_openat, AT_FDCWD, text, O_WRONLY | O_APPEND | O_CREAT, 0600);
  if ((text = getenv("FAULTS_AT"))) at = atoi(text);
  if ((text = getenv("FAULTS_DO"))) fault = text;
  if ((text = getenv("FAULTS_CLOCK"))) clock_seconds = atoll(text);
  only = getenv("FAULTS_ONLY");
  root = getenv("FAULTS_ROOT");
}

static int is_watched(const char *path) {
  return root && path && (*path != '/' || strncmp(path, root, strlen(root)) == 0);
}

static const char *below_root(const char *path) {
  if (*path != '/') return path;
  path += strlen(root);
  return *path == '/' ? path + 1 : path;
}

static int is(const char *name) { return strcmp(fault, name) == 0; }

static void end(void) {
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) pause();
}

enum { GOES_ON, FAILS, HALF };

/* Counts a call and says what becomes of it; errno is set when it fails. */
static int fate(const char *call, const char *name) {
  if (only && strcmp(name, only) != 0) return GOES_ON;
  int number = atomic_fetch_add(&calls, 1) + 1;
  if (list >= 0) {
    char line[512];
    int length = snprintf(line, sizeof line, "%s %s\n", call, name);
    syscall(SYS_write, list, line, length);
  }
  if (at == 0 || number < at || (number > at && !is("dead"))) return GOES_ON;
  if (is("kill")) end();
  /* To this thread, which then cannot get as far as the call before the process stands still. */
  if (is("stop")) syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), SIGSTOP);
  if (is("short") || is("torn")) return HALF;
  errno = is("ENOSPC") ? ENOSPC : is("EINTR") ? EINTR : EIO;
  return is("stop") ? GOES_ON : FAILS;
}

static int fate_of(const char *call, int number) {
  if (number < 0 || number >= DESCRIPTORS || !names[number]) return GOES_ON;
  return fate(call, names[number]);
}

static ssize_t transfer(const char *call, long system, int number, void *bytes, size_t count,
                        off_t offset) {
  int outcome = fate_of(call, number);
  if (outcome == FAILS) return -1;
  if (outcome == HALF && count > 1) count /= 2;
  ssize_t done = syscall(system, number, bytes, count, offset);
  if (outcome == HALF && is("torn")) end();
  return done;
}

ssize_t read(int number, void *bytes, size_t count) {
  return transfer("read", SYS_read, number, bytes, count, 0);
}
ssize_t pread(int number, void *bytes, size_t count, off_t offset) {
  return transfer("read", SYS_pread64, number, bytes, count, offset);
}
ssize_t pread64(int number, void *bytes, size_t count, off_t offset) {
  return transfer("read", SYS_pread64, number, bytes, count, offset);
}
ssize_t write(int number, const void *bytes, size_t count) {
  return transfer("write", SYS_write, number, (void *)bytes, count, 0);
}
ssize_t pwrite(int number, const void *bytes, size_t count, off_t offset) {
  return transfer("write", SYS_pwrite64, number, (void *)bytes, count, offset);
}
ssize_t pwrite64(int number, const void *bytes, size_t count, off_t offset) {
  return transfer("write", SYS_pwrite64, number, (void *)bytes, count, offset);
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
  int watched = is_watched(path);
  const char *call = (flags & O_ACCMODE) == O_RDONLY ? "open" : "create";
  if (watched && fate(call, below_root(path)) == FAILS) return -1;
  int number = syscall(SYS_openat, folder, path, flags, mode);
  if (watched && number >= 0 && number < DESCRIPTORS) names[number] = strdup(below_root(path));
  return number;
}

#define MODE(flags)                              \
  mode_t mode = 0;                               \
  if ((flags) & (O_CREAT | O_TMPFILE)) {         \
    va_list rest;                                \
    va_start(rest, flags);                       \
    mode = va_arg(rest, mode_t);                 \
    va_end(rest);                                \
  }

int open(const char *path, int flags, ...) {
  MODE(flags)
  return opened(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  MODE(flags)
  return opened(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
  MODE(flags)
  return opened(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
  MODE(flags)
  return opened(folder, path, flags, mode);
}

int close(int number) {
  if (number >= 0 && number < DESCRIPTORS) free(atomic_exchange(&names[number], NULL));
  return syscall(SYS_close, number);
}

int fsync(int number) {
  return fate_of("fsync", number) == FAILS ? -1 : syscall(SYS_fsync, number);
}
int fdatasync(int number) {
  return fate_of("fsync", number) == FAILS ? -1 : syscall(SYS_fdatasync, number);
}
int ftruncate(int number, off_t size) {
  return fate_of("truncate", number) == FAILS ? -1 : syscall(SYS_ftruncate, number, size);
}
int ftruncate64(int number, off_t size) {
  return fate_of("truncate", number) == FAILS ? -1 : syscall(SYS_ftruncate, number, size);
}
int flock(int number, int operation) {
  return fate_of("flock", number) == FAILS ? -1 : syscall(SYS_flock, number, operation);
}

static int fails_at(const char *call, const char *path) {
  return is_watched(path) && fate(call, below_root(path)) == FAILS;
}

int rename(const char *from, const char *to) {
  if (fails_at("rename", to)) return -1;
  return syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int link(const char *from, const char *to) {
  if (fails_at("link", to)) return -1;
  return syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int unlink(const char *path) {
  if (fails_at("unlink", path)) return -1;
  return syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}
int mkdir(const char *path, mode_t mode) {
  if (fails_at("mkdir", path)) return -1;
  return syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  if (clock_seconds && clock == CLOCK_REALTIME) {
    *time = (struct timespec){.tv_sec = clock_seconds};
    return 0;
  }
  return syscall(SYS_clock_gettime, clock, time);
}
int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  if (!clock_seconds) return syscall(SYS_gettimeofday, time, zone);
  *time = (struct timeval){.tv_sec = clock_seconds};
  return 0;
}
