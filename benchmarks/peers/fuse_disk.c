/*
 * A disk in memory on libfuse 3's low-level, multi-threaded API: the C peer of umdf4j's "disk" driver behind its FUSE
 * reflector. Same behaviour: one file of fixed size in a read-only directory, opened for direct I/O, read and written by
 * offset, short read at the end, ENOSPC behind it, fsync, no timeouts to hide work in the kernel's caches.
 *
 *   gcc -O2 -Wall -Wextra -Werror fuse_disk.c -o fuse_disk $(pkg-config --cflags --libs fuse3)
 *   ./fuse_disk SIZE_BYTES MOUNTPOINT [clone]      (runs until it is unmounted or told to end)
 *
 * "clone" gives each thread a descriptor of its own (FUSE_DEV_IOC_CLONE), as libfuse's option clone_fd does.
 */
#define FUSE_USE_VERSION 312

#include <errno.h>
#include <fuse_lowlevel.h>
#include <linux/fuse.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define NAME "disk"
#define FILE_ID 2
#define MAX_TRANSFER (1 << 20)

static char *bytes;
static off_t size;

static int attributes(fuse_ino_t id, struct stat *out)
{
    memset(out, 0, sizeof *out);
    out->st_ino = id;
    out->st_uid = getuid();
    out->st_gid = getgid();
    if (id == FUSE_ROOT_ID) {
        out->st_mode = S_IFDIR | 0500;
        out->st_nlink = 2;
    } else if (id == FILE_ID) {
        out->st_mode = S_IFREG | 0600;
        out->st_nlink = 1;
        out->st_size = size;
    } else {
        return ENOENT;
    }
    return 0;
}

static void disk_init(void *data, struct fuse_conn_info *connection)
{
    (void)data;
    connection->max_write = MAX_TRANSFER;
    connection->max_background = 256;
    connection->congestion_threshold = 192;
}

static void disk_lookup(fuse_req_t request, fuse_ino_t parent, const char *name)
{
    struct fuse_entry_param entry = {.ino = FILE_ID};

    if (parent != FUSE_ROOT_ID || strcmp(name, NAME) != 0) {
        fuse_reply_err(request, ENOENT);
        return;
    }
    attributes(FILE_ID, &entry.attr);
    fuse_reply_entry(request, &entry);
}

static void disk_getattr(fuse_req_t request, fuse_ino_t id, struct fuse_file_info *file)
{
    struct stat stat;
    int error = attributes(id, &stat);

    (void)file;
    if (error)
        fuse_reply_err(request, error);
    else
        fuse_reply_attr(request, &stat, 0);
}

/* A device's size does not change; truncation to nothing by O_TRUNC is granted and means nothing. */
static void disk_setattr(fuse_req_t request, fuse_ino_t id, struct stat *wanted, int what, struct fuse_file_info *file)
{
    (void)wanted;
    (void)what;
    disk_getattr(request, id, file);
}

/* The reply is put together by hand: libfuse has a field for parallel direct writes only since 3.15, and without the
 * flag the kernel would let one write through at a time, which ours does not suffer either. */
static void disk_open(fuse_req_t request, fuse_ino_t id, struct fuse_file_info *file)
{
    struct fuse_open_out out = {.open_flags = FOPEN_DIRECT_IO | FOPEN_NOFLUSH | FOPEN_PARALLEL_DIRECT_WRITES};
    struct iovec iov = {.iov_base = &out, .iov_len = sizeof out};

    (void)file;
    if (id != FILE_ID) {
        fuse_reply_err(request, EISDIR);
        return;
    }
    fuse_reply_iov(request, &iov, 1);
}

static void disk_read(fuse_req_t request, fuse_ino_t id, size_t length, off_t offset, struct fuse_file_info *file)
{
    (void)id;
    (void)file;
    if (offset < 0 || offset >= size)
        length = 0;
    else if ((off_t)length > size - offset)
        length = size - offset;
    fuse_reply_buf(request, bytes + (length ? offset : 0), length);
}

static void disk_write(fuse_req_t request, fuse_ino_t id, const char *data, size_t length, off_t offset,
                       struct fuse_file_info *file)
{
    (void)id;
    (void)file;
    if (offset < 0 || offset > size || (off_t)length > size - offset) {
        fuse_reply_err(request, ENOSPC);
        return;
    }
    memcpy(bytes + offset, data, length);
    fuse_reply_write(request, length);
}

static void disk_fsync(fuse_req_t request, fuse_ino_t id, int data_only, struct fuse_file_info *file)
{
    (void)id;
    (void)data_only;
    (void)file;
    fuse_reply_err(request, 0);
}

static const struct fuse_lowlevel_ops operations = {
    .init = disk_init,
    .lookup = disk_lookup,
    .getattr = disk_getattr,
    .setattr = disk_setattr,
    .open = disk_open,
    .read = disk_read,
    .write = disk_write,
    .fsync = disk_fsync,
};

int main(int count, char **words)
{
    int clone = count == 4 && strcmp(words[3], "clone") == 0;
    struct fuse_args arguments = FUSE_ARGS_INIT(0, NULL);
    struct fuse_loop_config *loop;
    struct fuse_session *session;
    int result;

    if (count != 3 && !clone) {
        fprintf(stderr, "usage: %s SIZE_BYTES MOUNTPOINT [clone]\n", words[0]);
        return 2;
    }
    size = strtoll(words[1], NULL, 10);
    if (size <= 0) {
        fprintf(stderr, "%s: not a size: %s\n", words[0], words[1]);
        return 2;
    }
    bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED) {
        perror("mmap");
        return 3;
    }
    fuse_opt_add_arg(&arguments, words[0]);
    fuse_opt_add_arg(&arguments, "-ofsname=fuse_disk");
    session = fuse_session_new(&arguments, &operations, sizeof operations, NULL);
    if (!session || fuse_set_signal_handlers(session) != 0 || fuse_session_mount(session, words[2]) != 0)
        return 3;
    loop = fuse_loop_cfg_create();
    fuse_loop_cfg_set_clone_fd(loop, clone);
    result = fuse_session_loop_mt(session, loop);
    fuse_loop_cfg_destroy(loop);
    fuse_session_unmount(session);
    fuse_remove_signal_handlers(session);
    fuse_session_destroy(session);
    fuse_opt_free_args(&arguments);
    return result != 0;
}
