/* A disk that fails: the write or sync with the number FAULT_AT to a file under FAULT_UNDER ends with EIO; with
   FAULT_LASTS every later one too. What happened is said in the file FAULT_SAID, a line each, so that a test can prove
   that its fault fired. For LD_PRELOAD on Linux. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int count;

static void say(const char *what, const char *path) {
    char line[PATH_MAX + 32];
    int length = snprintf(line, sizeof line, "%s %s\n", what, path);
    int file = (int)syscall(SYS_openat, AT_FDCWD, getenv("FAULT_SAID"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    syscall(SYS_write, file, line, (size_t)length);
    syscall(SYS_close, file);
}

static int fails(int file, const char *what) {
    const char *under = getenv("FAULT_UNDER"), *at = getenv("FAULT_AT");
    char link[64], path[PATH_MAX] = "";
    if (!under || !at) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    if (readlink(link, path, sizeof path - 1) < 0 || strncmp(path, under, strlen(under))) return 0;
    int number = ++count;
    if (number != atoi(at) && !(getenv("FAULT_LASTS") && number > atoi(at))) return 0;
    say(what, path);
    errno = EIO;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *bytes, size_t size) {
    return fails(file, "write") ? -1 : REAL(write)(file, bytes, size);
}
ssize_t pwrite(int file, const void *bytes, size_t size, off_t place) {
    return fails(file, "write") ? -1 : REAL(pwrite)(file, bytes, size, place);
}
ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t place) {
    return fails(file, "write") ? -1 : REAL(pwrite64)(file, bytes, size, place);
}
int ftruncate(int file, off_t size) { return fails(file, "truncate") ? -1 : REAL(ftruncate)(file, size); }
int ftruncate64(int file, off64_t size) { return fails(file, "truncate") ? -1 : REAL(ftruncate64)(file, size); }
int fsync(int file) { return fails(file, "sync") ? -1 : REAL(fsync)(file); }
int fdatasync(int file) { return fails(file, "sync") ? -1 : REAL(fdatasync)(file); }

__attribute__((destructor)) static void end(void) {
    char number[16];
    if (!getenv("FAULT_SAID")) return;
    snprintf(number, sizeof number, "%d", count);
    say("counted", number);
}
