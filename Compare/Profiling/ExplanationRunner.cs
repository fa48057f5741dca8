using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Gating;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Profiles the benchmarks of a plan, pair by pair. Each profile is in the run's file before the next begins.</summary>
/// <param name="profiler">Profiles.</param>
/// <param name="staged">The programs.</param>
/// <param name="file">The file of the run.</param>
/// <param name="view">Shows the progress.</param>
/// <param name="cancellation">Ends the current pair and the run.</param>
internal sealed class ExplanationRunner(
    DuetProfiler profiler,
    StagedPrograms staged,
    RunFile file,
    IGateView view,
    CancellationToken cancellation
)
{
    /// <returns>The run with its profiles.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; the file holds all profiles that were read.</exception>
    public GateRun Explain(GateRun run, ExplanationPlan plan)
    {
        Countdown countdown = new(
            "explain",
            plan.Pairs * plan.Benchmarks.Length,
            plan.Pairs * plan.Benchmarks.Length * ExplanationPlan.SecondsOfBenchmark,
            view
        );
        HashSet<string> reasons = [];
        for (int pair = 0; pair < plan.Pairs; pair++)
        {
            if (staged.IsSwapped != (pair >= plan.Pairs / 2))
            {
                staged.Swap();
            }

            foreach (ProfileLine line in Profile(pair, plan.Benchmarks, reason => ShowOnce(reasons, reason)))
            {
                file.Append(line);
                run = run.With(line);
                countdown.Step(ExplanationPlan.SecondsOfBenchmark);
            }
        }

        return run;
    }

    private IEnumerable<ProfileLine> Profile(int pair, ImmutableArray<string> benchmarks, Action<string> explain) =>
        profiler.Profile(staged.Get(ProgramCopy.Baseline), staged.Get(ProgramCopy.Candidate), pair, benchmarks, explain, cancellation);

    private void ShowOnce(HashSet<string> reasons, string reason)
    {
        if (reasons.Add(reason))
        {
            view.ShowMessage(reason);
        }
    }
}
