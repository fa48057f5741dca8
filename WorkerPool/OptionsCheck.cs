using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Workers;

/// <summary>The check of a pool's options, before a thread of the pool uses them.</summary>
internal static class OptionsCheck
{
    /// <exception cref="ArgumentException">An option has a value that no pool can have; the message names it.</exception>
    public static void ThrowIfInvalid(WorkerPoolOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfInvalid(options.Command);
        ThrowIfOutside(
            options.Workers is >= 1 and <= WorkerPoolOptions.MaxWorkers,
            options.Workers,
            $"1 to {WorkerPoolOptions.MaxWorkers}"
        );
        ThrowIfOutside(options.ChunkSize is null or >= 1, options.ChunkSize, "1 or more, or null");
        ThrowIfOutside(Enum.IsDefined(options.Transport), options.Transport, $"a value of {nameof(WorkerTransport)}");
        ArgumentNullException.ThrowIfNull(options.OnLoss);
        ThrowIfNoLimit(options.StartLimit);
        ThrowIfNoLimit(options.CancellationLimit);
        ThrowIfNoLimit(options.JobLimit);
        ThrowIfNoLimit(options.PingInterval);
        ThrowIfNoLimit(options.ExitLimit);
        ThrowIfNoLimit(options.IdleLimit);
        ThrowIfOutside(options.MinWorkers >= 0 && options.MinWorkers <= options.Workers, options.MinWorkers, "0 to the number of workers");
        ThrowIfOutside(options.RecycleAfterJobs is null or >= 1, options.RecycleAfterJobs, "1 or more, or null");
        ThrowIfOutside(options.RecycleAboveBytes is null or >= 1, options.RecycleAboveBytes, "1 or more, or null");
        ThrowIfOutside(options.MemoryLimitBytes is null or >= 1, options.MemoryLimitBytes, "1 or more, or null");
        ThrowIfOutside(options.QuarantineAfter is null or >= 1, options.QuarantineAfter, "1 or more, or null");
    }

    private static void ThrowIfInvalid(WorkerCommand command, [CallerArgumentExpression(nameof(command))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(command, name);
        string fileName = $"{name}.{nameof(WorkerCommand.FileName)}";
        ArgumentException.ThrowIfNullOrWhiteSpace(command.FileName, fileName);
        ThrowIfNotText(command.FileName, fileName);
        command.ThrowIfLibrary(fileName);
        string arguments = $"{name}.{nameof(WorkerCommand.Arguments)}";
        if (command.Arguments.IsDefault)
        {
            throw new ArgumentException("The arguments are not set; a program without any has an empty array.", arguments);
        }

        foreach (string argument in command.Arguments)
        {
            ThrowIfNotText(argument, arguments);
        }

        ThrowIfNotText(command.WorkingFolder ?? "", $"{name}.{nameof(WorkerCommand.WorkingFolder)}");
        ThrowIfInvalid(command.Environment, $"{name}.{nameof(WorkerCommand.Environment)}");
    }

    private static void ThrowIfInvalid(ImmutableDictionary<string, string?> variables, string name)
    {
        ArgumentNullException.ThrowIfNull(variables, name);
        foreach ((string variable, string? value) in variables)
        {
            ThrowIfNotText(variable, name);
            ThrowIfNotText(value ?? "", name);
            if (variable.Length == 0 || variable.Contains('=', StringComparison.Ordinal))
            {
                throw new ArgumentException($"The system takes no variable with the name '{variable}'.", name);
            }
        }
    }

    // The system passes texts that end with a zero byte.
    private static void ThrowIfNotText(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text, name);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("The system takes no zero byte within a name, an argument or a value.", name);
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">It is zero or negative.</exception>
    public static void ThrowIfNoLimit(TimeSpan limit, [CallerArgumentExpression(nameof(limit))] string name = "") =>
        ThrowIfOutside(
            limit > TimeSpan.Zero || limit == Timeout.InfiniteTimeSpan,
            limit,
            $"more than zero, or {nameof(Timeout)}.{nameof(Timeout.InfiniteTimeSpan)}",
            name
        );

    private static void ThrowIfOutside<T>(bool isInside, T value, string range, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!isInside)
        {
            throw new ArgumentOutOfRangeException(name, value, $"It must be {range}.");
        }
    }
}
