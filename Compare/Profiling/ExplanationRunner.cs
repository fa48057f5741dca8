using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Gating;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Profiles the benchmarks of a plan, pair by pair. Each profile is saved before the next begins.</summary>
/// <param name="profiler">Profiles.</param>
/// <param name="staged">The programs.</param>
/// <param name="save">Saves a profile.</param>
/// <param name="view">Shows the progress.</param>
/// <param name="cancellation">Ends the current pair and the run.</param>
internal sealed class ExplanationRunner(
    DuetProfiler profiler,
    StagedPrograms staged,
    Action<ProfileLine> save,
    IGateView view,
    CancellationToken cancellation
)
{
    /// <summary>Profiles.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; all profiles that were read are saved.</exception>
    public void Explain(ExplanationPlan plan)
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
                save(line);
                countdown.Step(ExplanationPlan.SecondsOfBenchmark);
            }
        }
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
