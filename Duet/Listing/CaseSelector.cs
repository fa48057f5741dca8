using System.Reflection;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Duet.Listing;

/// <summary>Selects the cases of a benchmark class: each case with the one of its jobs that runs in this process.</summary>
internal static class CaseSelector
{
    /// <summary>Gets the cases in BenchmarkDotNet's order; of a class that BenchmarkDotNet refuses, its methods with the reason.</summary>
    public static ImmutableArray<FoundBenchmark> Select(Type type)
    {
        try
        {
            return [.. GroupJobs(BenchmarkConverter.TypeToBenchmarks(type).BenchmarksCases).Select(SelectJob)];
        }
        catch (Exception exception)
        {
            string obstacle =
                $"BenchmarkDotNet does not accept the class {type.Name}: {GetInnermost(exception).Message.ReplaceLineEndings(" ").Trim()}";
            return [.. BenchmarkMethods.Find(type).Select(method => Refuse(type, method, obstacle))];
        }
    }

    // Two cases of one job can have the same name, when their parameters have the same text; the n-th belongs to the n-th of another job.
    private static IEnumerable<ImmutableArray<BenchmarkCase>> GroupJobs(BenchmarkCase[] cases)
    {
        Dictionary<(string Name, string Job), int> seen = [];
        return cases
            .GroupBy(@case =>
            {
                string name = GetName(@case);
                (string, string) key = (name, @case.Job.ResolvedId + @case.Job.DisplayInfo);
                return (name, seen[key] = seen.GetValueOrDefault(key) + 1);
            })
            .Select(group => group.ToImmutableArray());
    }

    // The job that is for this runtime; where all are for others, the program is built for this one all the same.
    private static FoundBenchmark SelectJob(ImmutableArray<BenchmarkCase> all)
    {
        ImmutableArray<BenchmarkCase> ours = [.. all.Where(job => JobObstacles.IsForThisRuntime(job.Job))];
        ImmutableArray<BenchmarkCase> jobs = ours.IsEmpty ? all : ours;
        ImmutableArray<JobObstacle?> obstacles = [.. jobs.Select(job => JobObstacles.Find(job.Job))];
        int runnable = obstacles.IndexOf(null);
        BenchmarkCase first = jobs[Math.Max(runnable, 0)];
        ListedBenchmark description = new(
            GetName(first),
            first.Descriptor.GetFilterName(),
            [.. first.Descriptor.Categories],
            runnable >= 0 ? null : obstacles[0]!.Reason,
            runnable >= 0 ? [] : obstacles.Select(obstacle => obstacle!.Needs).FirstOrDefault(needs => !needs.IsEmpty, [])
        )
        {
            EndsStaticState = StaticFields.AreLeft(first.Descriptor.GlobalSetupMethod, first.Descriptor.GlobalCleanupMethod),
        };
        return new FoundBenchmark(description, runnable >= 0 ? first : null);
    }

    private static string GetName(BenchmarkCase @case) => FullNameProvider.GetBenchmarkName(@case);

    private static FoundBenchmark Refuse(Type type, MethodInfo method, string obstacle)
    {
        string name = $"{type.FullName}.{method.Name}";
        return new FoundBenchmark(new ListedBenchmark(name, name, [], obstacle, []), Case: null);
    }

    private static Exception GetInnermost(Exception exception) =>
        exception is TargetInvocationException { InnerException: { } inner } ? GetInnermost(inner) : exception;
}
