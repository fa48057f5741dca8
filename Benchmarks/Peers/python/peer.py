"""The article's work in Python, as a resident server: the interpreter's start is not in what is measured.

One line of JSON in: {"variant": "pool-map", "numbers": [...], "workers": 2, "repeat": 1}
One line of JSON out: {"answers": [[...], ...]} or {"error": "..."}. The first line out says who answers.
It ends at the end of its input, also while it computes, and with it every process that it has started.
"""

import json
import multiprocessing
import multiprocessing.connection
import multiprocessing.shared_memory
import os
import platform
import queue
import struct
import sys
import threading
from concurrent.futures import ProcessPoolExecutor

POLL_SECONDS = 5  # the article's poll(5)


def divisors(number):
    """As in the article: every candidate is tried."""
    for candidate in range(1, number + 1):
        if number % candidate == 0:
            yield candidate


def divisor_list(number):
    return list(divisors(number))


def sequential(numbers, workers):
    return [divisor_list(number) for number in numbers]


def process_per_number(numbers, workers):
    """The article's FactorizeProcess. Its answers stay in the children and are lost; here each child sends its own."""
    return _from_processes(numbers, _send_one)


def pool_map(numbers, workers):
    """The article's `with Pool(len(numbers))`: made, used and ended each time."""
    with multiprocessing.Pool(len(numbers), initializer=_end_with_server) as pool:
        return pool.map(divisor_list, numbers)


def pool_map_resident(numbers, workers):
    return _resident_pool(workers).map(divisor_list, numbers, chunksize=1)


def pool_apply(numbers, workers, repeat):
    """Round trips of one small job through a warm pool of one."""
    pool = _resident_pool(1)
    for _ in range(repeat):
        answer = pool.apply(divisor_list, (numbers[0],))
    return [answer]


def pipe(numbers, workers):
    """The article's Pipe program. The parent keeps its copy of the child's end, so it ends with a poll that nobody answers."""
    receiver, sender = multiprocessing.Pipe()
    child = multiprocessing.Process(target=_send_all, args=(numbers, sender))
    child.start()
    answers = []
    while receiver.poll(POLL_SECONDS):
        answers.append(receiver.recv())
    receiver.close()
    child.join()
    return answers


def pipe_repaired(numbers, workers):
    """The same with the parent's copy closed: the end is seen at once."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=_send_all, args=(numbers, sender))
    child.start()
    sender.close()
    answers = []
    try:
        while True:
            answers.append(receiver.recv())
    except EOFError:
        pass
    receiver.close()
    child.join()
    return answers


def thread_per_number(numbers, workers):
    answers = [None] * len(numbers)

    def run(index):
        answers[index] = divisor_list(numbers[index])

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(numbers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def executor(numbers, workers):
    with ProcessPoolExecutor(workers, initializer=_end_with_server) as pool:
        return list(pool.map(divisor_list, numbers))


def shared_queue(numbers, workers):
    """Workers compete for one queue of numbers and put answers into another."""
    todo, done = multiprocessing.Queue(), multiprocessing.Queue()
    for index, number in enumerate(numbers):
        todo.put((index, number))
    for _ in range(workers):
        todo.put(None)
    children = [multiprocessing.Process(target=_take, args=(todo, done)) for _ in range(workers)]
    for child in children:
        child.start()
    answers = dict(done.get() for _ in numbers)
    for child in children:
        child.join()
    return [answers[index] for index in range(len(numbers))]


def shared_memory(numbers, workers):
    """A process for each number, answers in slots of shared memory: a count and that many numbers."""
    slot = 4096
    memory = multiprocessing.shared_memory.SharedMemory(create=True, size=slot * len(numbers))
    try:
        children = [
            multiprocessing.Process(target=_store, args=(memory.name, slot * index, number)) for index, number in enumerate(numbers)
        ]
        for child in children:
            child.start()
        for child in children:
            child.join()
        return [_load(memory, slot * index) for index in range(len(numbers))]
    finally:
        memory.close()
        memory.unlink()


VARIANTS = {
    "sequential": sequential,
    "process-per-number": process_per_number,
    "pool-map": pool_map,
    "pool-map-resident": pool_map_resident,
    "pool-apply": pool_apply,
    "pipe": pipe,
    "pipe-repaired": pipe_repaired,
    "thread-per-number": thread_per_number,
    "executor": executor,
    "queue": shared_queue,
    "shared-memory": shared_memory,
}

_pools = {}


def _resident_pool(workers):
    if workers not in _pools:
        _pools[workers] = multiprocessing.Pool(workers, initializer=_end_with_server)
    return _pools[workers]


def _from_processes(numbers, target):
    receivers, children = [], []
    for number in numbers:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        child = multiprocessing.Process(target=target, args=(number, sender))
        child.start()
        sender.close()
        receivers.append(receiver)
        children.append(child)
    answers = [receiver.recv() for receiver in receivers]
    for child in children:
        child.join()
    return answers


def _send_one(number, connection):
    _end_with_server()
    connection.send(divisor_list(number))
    connection.close()


def _send_all(numbers, connection):
    _end_with_server()
    for number in numbers:
        connection.send(divisor_list(number))
    connection.close()


def _take(todo, done):
    _end_with_server()
    while (item := todo.get()) is not None:
        index, number = item
        done.put((index, divisor_list(number)))


def _store(name, offset, number):
    _end_with_server()
    found = divisor_list(number)
    memory = multiprocessing.shared_memory.SharedMemory(name=name)
    struct.pack_into(f"<{len(found) + 1}q", memory.buf, offset, len(found), *found)
    memory.close()


def _load(memory, offset):
    (count,) = struct.unpack_from("<q", memory.buf, offset)
    return list(struct.unpack_from(f"<{count}q", memory.buf, offset + 8))


# How a killed host or server leaves no process behind.
#
# The server reads its input on a thread of its own. The host's death closes it, also before the server has done anything, and
# also where a program such as a version manager stands between the two. So the host's process id is not compared.
#
# A forked child has the kernel kill it when its parent ends. That request comes too late when the parent has ended between
# the fork and the request; so the child looks afterwards whether its parent is still the process that forked it. The kernel
# follows the thread that forked. That is the main thread, or the thread of a pool that replaces a lost worker; the pool ends
# that thread only when it ends its workers.
#
# A child that is spawned, or forked by multiprocessing's fork server, does not run the fork handler of this process. It watches
# the server by multiprocessing's own means, and so does every child where there is no such request to the kernel.

PR_SET_PDEATHSIG = 1
SIGKILL = 9

_forker = None


def _kill_with_parent():
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, SIGKILL)


def _before_fork():
    global _forker
    _forker = os.getpid()


def _after_fork_in_child():
    _kill_with_parent()
    if os.getppid() != _forker:
        os._exit(1)


def _end_with_server():
    """The first that every child does."""
    if sys.platform == "linux" and multiprocessing.get_start_method() == "fork":
        return
    server = multiprocessing.parent_process().sentinel

    def watch():
        multiprocessing.connection.wait([server])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _read_requests(requests):
    """Hands over each line of the input. At its end nobody waits for what is being computed."""
    rest = b""
    while chunk := os.read(0, 65536):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            requests.put(line)
    if requests.unfinished_tasks:
        for child in multiprocessing.active_children():
            child.kill()
        os._exit(1)
    requests.put(None)


def _answer(request):
    variant = VARIANTS[request["variant"]]
    arguments = [request["numbers"], request["workers"]]
    if request["variant"] == "pool-apply":
        arguments.append(request["repeat"])
    return {"answers": variant(*arguments)}


def main():
    _kill_with_parent()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=_before_fork, after_in_child=_after_fork_in_child)
    if len(sys.argv) > 1:
        multiprocessing.set_start_method(sys.argv[1])

    # What children print would be taken for answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    hello = {
        "peer": "python",
        "version": f"{platform.python_implementation()} {platform.python_version()}",
        "startMethod": multiprocessing.get_start_method(),
    }
    requests = queue.Queue()
    threading.Thread(target=_read_requests, args=(requests,), daemon=True).start()
    print(json.dumps(hello), file=answers, flush=True)
    while (line := requests.get()) is not None:
        try:
            answer = _answer(json.loads(line))
        except Exception as exception:  # whatever a variant throws is its answer
            answer = {"error": f"{type(exception).__name__}: {exception}"}
        # The host may close the input as soon as it has the answer: this is finished before it is sent.
        requests.task_done()
        print(json.dumps(answer), file=answers, flush=True)
    for pool in _pools.values():
        pool.terminate()
        pool.join()


if __name__ == "__main__":
    main()
