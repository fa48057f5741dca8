using System.ComponentModel;
using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Workers.Processes;

namespace ConcurrencyBench.Benchmarks.Advising;

/// <summary>Runs a user's own program and times its items: alone, and beside copies of itself.</summary>
/// <remarks>
/// The copies show what no cost of an item alone can: how much longer it takes when every core runs one, because memory, caches or the
/// clock are shared. Processor time ÷ running time shows items that wait, or that are parallel themselves.
/// </remarks>
internal static class ProgramTimer
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    /// <param name="command">The program and its arguments; quotes hold one with spaces together.</param>
    /// <param name="copies">The number of copies that run at once after the first has run alone; 1 for none.</param>
    /// <exception cref="UsageException">It cannot be started, fails, or prints no item.</exception>
    public static Work Measure(string command, int copies)
    {
        ImmutableArray<string> words = SplitWords(command);
        if (words.IsEmpty)
        {
            throw new UsageException("--measure takes a program and its arguments, such as --measure './MyProgram --all'.");
        }

        TimedRun alone = Run(words, command);
        TimedRun[] together =
            copies < 2
                ? []
                : Task.WhenAll(Enumerable.Range(0, copies).Select(_ => Task.Run(() => Run(words, command)))).GetAwaiter().GetResult();
        double total = alone.Items.Sum();
        double factor = together is [] ? 1 : Math.Max(1, together.Average(run => run.Items.Sum()) / total);
        return new Work(alone.Items, CanBeCut: false, $"measured: {command}") { SharingFactor = factor, BusyShare = alone.BusyShare };
    }

    /// <returns>The words of a command; double quotes hold one with spaces together.</returns>
    public static ImmutableArray<string> SplitWords(string command) =>
        [
            .. command
                .Split('"')
                .SelectMany((part, index) => index % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        ];

    private static TimedRun Run(ImmutableArray<string> words, string command)
    {
        ItemLines lines = new();
        List<string> error = [];
        BusyClock clock = new();
        UsageException? problem = null;
        void Take(string line, double nanoseconds)
        {
            // An exception here would stop the reading, and the program would wait for a reader.
            try
            {
                if (lines.Take(line, nanoseconds))
                {
                    clock.Sample();
                }
            }
            catch (UsageException exception)
            {
                problem ??= exception;
            }
        }

        long start = Stopwatch.GetTimestamp();
        try
        {
            ChildEnd end = ChildProcess.Run(
                new ChildCommand(words[0], [.. words[1..]], Environment.CurrentDirectory, Limit),
                line => Take(line, Stopwatch.GetElapsedTime(start).TotalNanoseconds),
                error.Add,
                clock.Watch
            );
            return problem is not null ? throw problem
                : end.ExitCode != 0 ? throw new UsageException(DescribeFailure(command, end, error))
                : lines.Items.IsEmpty
                    ? throw new UsageException(
                        $"'{command}' printed no line 'item'. It prints one when an item has ended, and flushes it; see docs/advise.md."
                    )
                : new TimedRun(lines.Items, clock.BusyShare);
        }
        catch (Win32Exception exception)
        {
            throw new UsageException($"'{words[0]}' cannot be started: {exception.Message}");
        }
    }

    private static string DescribeFailure(string command, ChildEnd end, List<string> error) =>
        $"'{command}' {(end.ExitCode is { } code ? $"ended with exit code {code}" : $"did not end within {Limit.TotalHours} h")}."
        + (error.LastOrDefault() is { } last ? $" Its last words: {last}" : "");

    private sealed record TimedRun(ImmutableArray<double> Items, double? BusyShare);
}
