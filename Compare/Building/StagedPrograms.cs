using System.Diagnostics;
using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>Which copy of a program.</summary>
internal enum ProgramCopy
{
    /// <summary>The baseline that the candidate is compared with.</summary>
    Baseline,

    /// <summary>The candidate.</summary>
    Candidate,

    /// <summary>A copy of the baseline that stands for a candidate of which nothing changed.</summary>
    ControlCandidate,

    /// <summary>The baseline that the twin is compared with.</summary>
    ControlBaseline,
}

/// <summary>The copies that are launched, at paths of equal length. They are gone when this is disposed.</summary>
/// <remarks>
/// A path's length moves what the process has on its stack, and with it the alignment of what is measured; so do other things of
/// a place on the disk. Hence equal lengths, and half way the sides change places.
/// </remarks>
internal sealed class StagedPrograms : IDisposable
{
    private readonly OwnedFolder _folder;
    private readonly ProgramFiles _baseline;
    private readonly ProgramFiles _candidate;

    private StagedPrograms(OwnedFolder folder, ProgramFiles baseline, ProgramFiles candidate)
    {
        _folder = folder;
        _baseline = baseline;
        _candidate = candidate;
    }

    /// <summary>Whether the sides have changed places.</summary>
    public bool IsSwapped { get; private set; }

    /// <param name="baseline">Copied three times.</param>
    /// <param name="candidate">Copied once.</param>
    /// <param name="guard">Deletes the copies where this process is killed.</param>
    /// <param name="temporaryFolder">Where the copies are made; null means that of the system.</param>
    /// <exception cref="IOException">There is no room, or a file cannot be read; nothing is left.</exception>
    public static StagedPrograms Create(
        ProgramFiles baseline,
        ProgramFiles candidate,
        LaunchGuard? guard = null,
        string? temporaryFolder = null
    )
    {
        OwnedFolder folder = OwnedFolder.Create(temporaryFolder ?? Path.GetTempPath(), "staged", guard);
        try
        {
            StagedPrograms staged = new(folder, baseline, candidate);
            foreach (ProgramCopy side in Enum.GetValues<ProgramCopy>())
            {
                FolderTree.Copy(staged.SourceOf(side).Folder, staged.FolderOf(side));
            }

            return staged;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <returns>Where that copy is now.</returns>
    public ProgramFiles Get(ProgramCopy side) => new(FolderOf(side), SourceOf(side).Assembly);

    /// <summary>Half way: baseline and candidate change places, and so do the two sentinel copies. Nothing may run.</summary>
    public void Swap()
    {
        Exchange(FolderOf(ProgramCopy.Baseline), FolderOf(ProgramCopy.Candidate));
        Exchange(FolderOf(ProgramCopy.ControlBaseline), FolderOf(ProgramCopy.ControlCandidate));
        IsSwapped = !IsSwapped;
    }

    /// <summary>Deletes the copies.</summary>
    public void Dispose() => _folder.Dispose();

    private ProgramFiles SourceOf(ProgramCopy side) => side is ProgramCopy.Candidate ? _candidate : _baseline;

    // One letter each: the pair in a and b, the sentinels in c and d.
    private string FolderOf(ProgramCopy side) =>
        Path.Combine(
            _folder.Path,
            (side, IsSwapped) switch
            {
                (ProgramCopy.Baseline, false) or (ProgramCopy.Candidate, true) => "a",
                (ProgramCopy.Candidate, false) or (ProgramCopy.Baseline, true) => "b",
                (ProgramCopy.ControlBaseline, false) or (ProgramCopy.ControlCandidate, true) => "c",
                (ProgramCopy.ControlCandidate, false) or (ProgramCopy.ControlBaseline, true) => "d",
                _ => throw new UnreachableException(),
            }
        );

    private void Exchange(string one, string other)
    {
        string aside = Path.Combine(_folder.Path, "x");
        FolderTree.Move(one, aside);
        FolderTree.Move(other, one);
        FolderTree.Move(aside, other);
    }
}
