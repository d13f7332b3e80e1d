/* Set in front of libc (LD_PRELOAD): the time of day with the seconds added that stand in the file SLUICE_CLOCK. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long offset(void)
{
    static int file = -1;
    char text[32] = "";

    if (file < 0) {
        file = open(getenv("SLUICE_CLOCK"), O_RDONLY | O_CLOEXEC);
    }
    return pread(file, text, sizeof text - 1, 0) > 0 ? atol(text) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
    int failed = (int) syscall(SYS_clock_gettime, clock, time);

    if (!failed && clock == CLOCK_REALTIME) {
        time->tv_sec += offset();
    }
    return failed;
}

int gettimeofday(struct timeval *time, void *zone)
{
    struct timespec now;

    (void) zone;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *seconds)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    if (seconds) {
        *seconds = now.tv_sec;
    }
    return now.tv_sec;
}
