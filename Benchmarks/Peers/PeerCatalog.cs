using ConcurrencyBench.Benchmarks.Operations;

namespace ConcurrencyBench.Benchmarks.Peers;

/// <summary>The one list of programs of other languages that do the article's work.</summary>
internal static class PeerCatalog
{
    public static ImmutableArray<PeerSpec> All { get; } =
    [
        Python("sequential", "the article's loop over a generator"),
        Python("thread-per-number", "a threading.Thread each"),
        Python("process-per-number", "a multiprocessing.Process each, started and joined, answers sent back"),
        Python("pool-map", "the article's with Pool(len(numbers)), made and ended each time"),
        Python("pool-map-resident", "a Pool of as many processes as workers, kept"),
        Python("executor", "ProcessPoolExecutor, made and ended each time"),
        Python("queue", "processes compete for a Queue of numbers"),
        Python("shared-memory", "a process each, answers in shared memory"),
        Python("pipe", "the article's Pipe with poll(5); its end is 5 idle seconds"),
        Python("pipe-repaired", "the same with the parent's copy of the child's end closed"),
        Go("sequential", "the article's loop"),
        Go("channel", "the article's goroutine over an unbuffered channel, close and range"),
        Go("goroutine-per-number", "a goroutine each"),
        Go("worker-pool", "as many goroutines as workers take numbers from a channel"),
    ];

    /// <returns>The program that a benchmark method is named after; null where it is named after something else.</returns>
    public static PeerSpec? FindByMethod(string method) => All.FirstOrDefault(spec => MethodName.MethodOf(spec.Id) == method);

    private static PeerSpec Python(string variant, string summary) => new($"python-{variant}", PeerLanguage.Python, summary);

    private static PeerSpec Go(string variant, string summary) => new($"go-{variant}", PeerLanguage.Go, summary);
}
