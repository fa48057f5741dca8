namespace ConcurrencyBench.Benchmarks.Commands;

/// <summary>The suite's exit codes.</summary>
internal static class ExitCodes
{
    /// <summary>Every benchmark was measured.</summary>
    public const int Success = 0;

    /// <summary>The arguments are not valid, or a folder cannot be written; nothing was run.</summary>
    public const int BadInput = 1;

    /// <summary>A benchmark is missing, failed or invalid.</summary>
    public const int BenchmarkFailed = 5;

    /// <summary>The suite was ended by a signal: 128 plus the signal's number, as shells report it.</summary>
    public const int Signalled = 128;
}
