using ConcurrencyBench.Compare.Processes;

namespace ConcurrencyBench.Compare.Building;

/// <summary>The copies of the programs: two for the pairs, two for the A/A control.</summary>
internal enum ProgramCopy
{
    /// <summary>The baseline that the candidate is compared with.</summary>
    Baseline,

    /// <summary>The candidate.</summary>
    Candidate,

    /// <summary>A copy of the baseline, as the candidate of the A/A control.</summary>
    ControlCandidate,

    /// <summary>A copy of the baseline, as the baseline of the A/A control.</summary>
    ControlBaseline,
}

/// <summary>The copies that are launched, at paths of equal length. Dispose deletes them.</summary>
/// <remarks>
/// The length of the path moves the stack of the process, and with it the alignment of the measured code; other properties of a place
/// on the disk matter as well. So the paths have equal lengths, and half way the sides change places.
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

    /// <summary>True when the sides have changed places.</summary>
    public bool IsSwapped { get; private set; }

    /// <param name="baseline">Copied three times.</param>
    /// <param name="candidate">Copied once.</param>
    /// <param name="guard">Deletes the copies when this process is killed.</param>
    /// <param name="temporaryFolder">The folder for the copies; null means that of the system.</param>
    /// <exception cref="IOException">There is no room, or a file cannot be read; no copy is left.</exception>
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
            foreach (ProgramCopy copy in Enum.GetValues<ProgramCopy>())
            {
                FolderTree.Copy(staged.GetSource(copy).Folder, staged.GetFolder(copy));
            }

            return staged;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <returns>The copy at its current place.</returns>
    public ProgramFiles Get(ProgramCopy copy) => new(GetFolder(copy), GetSource(copy).Assembly);

    /// <summary>Lets baseline and candidate change places, and the two control copies as well. No copy may run.</summary>
    public void Swap()
    {
        Exchange(GetFolder(ProgramCopy.Baseline), GetFolder(ProgramCopy.Candidate));
        Exchange(GetFolder(ProgramCopy.ControlBaseline), GetFolder(ProgramCopy.ControlCandidate));
        IsSwapped = !IsSwapped;
    }

    /// <summary>Deletes the copies.</summary>
    public void Dispose() => _folder.Dispose();

    private ProgramFiles GetSource(ProgramCopy copy) => copy is ProgramCopy.Candidate ? _candidate : _baseline;

    // One letter each: the pair in a and b, the control in c and d.
    private string GetFolder(ProgramCopy copy) =>
        Path.Combine(
            _folder.Path,
            (copy, IsSwapped) switch
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
