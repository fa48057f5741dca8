using ConcurrencyBench.Benchmarks.Peers;

namespace ConcurrencyBench.Benchmarks.Article;

/// <summary>The article's six programs and their counterparts, and later additions.</summary>
internal static class ArticleCatalog
{
    public const string PythonSequential = "python-sequential";
    public const string PythonProcesses = "python-process-per-number";
    public const string PythonPool = "python-pool-map";
    public const string PythonPipe = "python-pipe";
    public const string PythonPipeRepaired = "python-pipe-repaired";
    public const string GoSequential = "go-sequential";
    public const string GoGoroutines = "go-goroutine-per-number";
    public const string OwnSequential = "csharp-sequential";
    public const string OwnPool = "csharp-process-pool";
    public const string OwnRanges = "csharp-parallel-for/ranges";
    public const string OwnSquareRoot = "csharp-square-root";

    /// <summary>The program whose rows run on one core.</summary>
    public const string BetterAlgorithm = "A better algorithm, one core";

    public static ImmutableArray<ArticleRow> All { get; } =
    [
        new("One after the other", PeerLanguage.Python, "sequential", "a loop over a generator", 7.344),
        new("One after the other", PeerLanguage.Go, "sequential", "a loop"),
        new("One after the other", null, "sequential", "a loop"),
        new("A process for each number", PeerLanguage.Python, "process-per-number", "multiprocessing.Process, start, join", 4.885),
        new("A process for each number", null, "process-per-item", "a worker process each, started and joined"),
        new("A pool", PeerLanguage.Python, "pool-map", "with Pool(len(numbers)): pool.map", 5.252),
        new("A pool", PeerLanguage.Go, "worker-pool", "a goroutine for each core, fed by a channel"),
        new("A pool", null, "process-pool-cold", "a pool of one worker process per number, made and ended"),
        new("A goroutine for each number", PeerLanguage.Python, "thread-per-number", "threading.Thread"),
        new("A goroutine for each number", PeerLanguage.Go, "goroutine-per-number", "goroutines"),
        new("A goroutine for each number", null, "task-per-item", "Task.Run"),
        new("A pipe from one child", PeerLanguage.Python, "pipe", "Pipe, poll(5)"),
        new("A pipe from one child", PeerLanguage.Python, "pipe-repaired", "the same with the spare end closed"),
        new("A pipe from one child", null, "process-pipe", "a worker process streams its answers"),
        new("A channel from one goroutine", PeerLanguage.Go, "channel", "unbuffered channel, close, range"),
        new("A channel from one goroutine", null, "channel-rendezvous", "a channel of capacity 0"),
        new("What C# adds", null, "process-pool", "a pool of worker processes that is kept"),
        new("What C# adds", null, "parallel-for/ranges", "Parallel.For over ranges of the numbers"),
        new(BetterAlgorithm, null, "vector-trial-division", "the same candidates, many at a time"),
        new(BetterAlgorithm, null, "square-root", "candidates up to the square root"),
    ];
}
