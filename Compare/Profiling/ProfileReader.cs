using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Gating;
using MathNet.Numerics.Statistics;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>Reads the files of one pair of processes into profiles.</summary>
/// <param name="folder">The folder of the files.</param>
/// <param name="baseline">Side A.</param>
/// <param name="candidate">Side B.</param>
/// <param name="changed">The methods whose code changed.</param>
internal sealed class ProfileReader(string folder, ProgramFiles baseline, ProgramFiles candidate, ChangedMethods changed)
{
    private readonly SideFiles _stacks = SideFiles.In(folder, ProfiledEvents.Stacks);
    private readonly SideFiles _allocations = SideFiles.In(folder, ProfiledEvents.Allocations);
    private readonly SideFiles _compilations = SideFiles.In(folder, ProfiledEvents.Compilations);

    // A method that two benchmarks run is compiled for the first one.
    private readonly CompilationReader _compiledBaseline = new();
    private readonly CompilationReader _compiledCandidate = new();
    private ProfileException? _fault;

    /// <summary>The files of the events while a benchmark is warmed up.</summary>
    public ImmutableArray<(ProfiledEvents Events, SideFiles Files)> WarmUpFiles => [(ProfiledEvents.Compilations, _compilations)];

    /// <summary>The files of the events while the turns that count are taken.</summary>
    public ImmutableArray<(ProfiledEvents Events, SideFiles Files)> TurnFiles =>
        [(ProfiledEvents.Stacks, _stacks), (ProfiledEvents.Allocations, _allocations)];

    /// <summary>Reads what was compiled in a warm-up. What fails is told by <see cref="Read"/>.</summary>
    public void ReadCompilations()
    {
        _fault = null;
        try
        {
            _compiledBaseline.Read(_compilations.Baseline);
            _compiledCandidate.Read(_compilations.Candidate);
        }
        catch (ProfileException exception)
        {
            // A process that crashed leaves half a file, and its own fault says more.
            _fault = exception;
        }
    }

    /// <summary>Reads the profile of the benchmark whose turns were taken last.</summary>
    /// <remarks>The samples are of the loop too, so the time has its overhead.</remarks>
    /// <exception cref="ProfileException">It cannot be read.</exception>
    public ProfileLine Read(string benchmark, int pair, TurnOutcome outcome) =>
        _fault is { } fault
            ? throw new ProfileException(fault.Message)
            : new ProfileLine(
                benchmark,
                pair,
                Combine(
                    SampleReader.Read(_stacks.Baseline, baseline.Folder, changed, outcome.Baseline.Median() + outcome.Overhead),
                    _compiledBaseline,
                    _allocations.Baseline,
                    outcome.BaselineBytes,
                    CountOperations(outcome, outcome.Baseline.Length)
                ),
                Combine(
                    SampleReader.Read(_stacks.Candidate, candidate.Folder, changed, outcome.Candidate.Median() + outcome.Overhead),
                    _compiledCandidate,
                    _allocations.Candidate,
                    outcome.CandidateBytes,
                    CountOperations(outcome, outcome.Candidate.Length)
                )
            );

    private static double CountOperations(TurnOutcome outcome, int turns) =>
        (double)outcome.Operations * outcome.OperationsPerInvocation * turns;

    private SideProfile Combine(SideProfile stacks, CompilationReader compiled, string allocationFile, double bytesPerOp, double operations)
    {
        AllocationReader allocations = AllocationReader.Read(allocationFile);
        return stacks with
        {
            Frames = [.. stacks.Frames.Select(frame => AddInlinees(frame, compiled))],
            Compiled = compiled.Select(stacks.Frames),
            Allocated = allocations.DivideBytes(bytesPerOp),
            Collections = allocations.DivideCollections(operations),
        };
    }

    private ProfiledFrame AddInlinees(ProfiledFrame frame, CompilationReader compiled)
    {
        string[] inlinees = frame.IsFramework ? [] : [.. compiled.FindInlinees(frame.Name).Where(changed.Contains)];
        return inlinees is [] ? frame : frame with { ChangedInlinees = [.. inlinees] };
    }
}
