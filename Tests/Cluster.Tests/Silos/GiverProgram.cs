using ConcurrencyBench.Engines.Cluster.Items;
using ConcurrencyBench.Engines.Cluster.Silos;
using ConcurrencyBench.Workers;

namespace ConcurrencyBench.Cluster.Tests.Silos;

/// <summary>A giver as a process of its own, for networks that the tests' own process is not in.</summary>
internal static class GiverProgram
{
    /// <summary>The argument by which this program is a giver.</summary>
    public const string Option = "--give";

    /// <summary>The line that it writes when it waits for hosts.</summary>
    public const string Waiting = "waiting";

    /// <summary>The line that it writes when the run begins.</summary>
    public const string Running = "running";

    /// <summary>The beginning of its last line: answers, duplicates and seconds.</summary>
    public const string Done = "done ";

    public static WorkerCommand Command(OrleansSettings settings, int workers, int items) =>
        WorkerCommand.DotNet(
            typeof(GiverProgram).Assembly.Location,
            Option,
            settings.ToText(),
            settings.Name,
            workers.ToString(CultureInfo.InvariantCulture),
            items.ToString(CultureInfo.InvariantCulture)
        );

    public static async Task<int> RunAsync(string[] arguments)
    {
        int workers = int.Parse(arguments[2], CultureInfo.InvariantCulture);
        int items = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        await using OrleansGiver giver = await OrleansGiver.StartAsync(
            OrleansSettings.Parse(arguments[0], arguments[1]),
            CancellationToken.None
        );
        Console.WriteLine(Waiting);
        await giver.WaitForWorkersAsync(workers, CancellationToken.None);
        Console.WriteLine(Running);
        long start = Stopwatch.GetTimestamp();
        long[][] answers = await giver.RunAsync(FaultCluster.CreateItems(items), workers, Dispatch.Items, CancellationToken.None);
        FaultCluster.AssertComplete(items, answers);
        Console.WriteLine(
            FormattableString.Invariant($"{Done}{answers.Length} {giver.Duplicates} {Stopwatch.GetElapsedTime(start).TotalSeconds:F3}")
        );
        return 0;
    }
}
