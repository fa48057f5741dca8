namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>What the suite's exit code says.</summary>
internal static class ExitCodes
{
    /// <summary>Every benchmark was measured.</summary>
    public const int Success = 0;

    /// <summary>The arguments make no sense, or a folder cannot be written; nothing was run.</summary>
    public const int BadInput = 1;

    /// <summary>A benchmark is missing, failed or invalid.</summary>
    public const int BenchmarkFailed = 5;

    /// <summary>Ended by a signal, as shells report it: 128 plus its number.</summary>
    public const int Signalled = 128;
}
