using ConcurrencyBench.Compare.Building;

namespace ConcurrencyBench.Compare.Tests.Building;

public sealed class StagedProgramsTests
{
    private static readonly ProgramCopy[] Sides = Enum.GetValues<ProgramCopy>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Get_AfterAnySwaps_TheSidesOwnBytesAtPathsOfOneLength(int swaps)
    {
        using TemporaryFolder folder = new();
        (ProgramFiles baseline, ProgramFiles candidate) = Programs(folder);
        using StagedPrograms staged = StagedPrograms.Create(baseline, candidate);
        for (int i = 0; i < swaps; i++)
        {
            staged.Swap();
        }

        Assert.Equal(swaps % 2 == 1, staged.IsSwapped);
        Assert.Equal(4, Sides.Select(side => staged.Get(side).Folder).Distinct().Count());
        Assert.Single(Sides.Select(side => staged.Get(side).Folder.Length).Distinct());
        foreach (ProgramCopy side in Sides)
        {
            ProgramFiles source = side == ProgramCopy.Candidate ? candidate : baseline;
            Assert.Equal(source.Assembly, staged.Get(side).Assembly);
            Assert.Equal(source.ComputeContentHash(), staged.Get(side).ComputeContentHash());
            Assert.True(File.Exists(Path.Combine(staged.Get(side).Folder, "sub", ".hidden")));
            Assert.True(Directory.Exists(Path.Combine(staged.Get(side).Folder, "sub", "empty")));
        }
    }

    [Fact]
    public void Swap_Once_PartnersHaveChangedPlaces()
    {
        using TemporaryFolder folder = new();
        (ProgramFiles baseline, ProgramFiles candidate) = Programs(folder);
        using StagedPrograms staged = StagedPrograms.Create(baseline, candidate);
        Dictionary<ProgramCopy, string> before = Sides.ToDictionary(side => side, side => staged.Get(side).Folder);
        Array.ForEach(Sides, side => File.WriteAllText(Path.Combine(before[side], "mark"), $"{side}"));
        staged.Swap();
        Assert.All(Sides, side => Assert.Equal($"{side}", File.ReadAllText(Path.Combine(staged.Get(side).Folder, "mark"))));
        Assert.Equal(before[ProgramCopy.Baseline], staged.Get(ProgramCopy.Candidate).Folder);
        Assert.Equal(before[ProgramCopy.Candidate], staged.Get(ProgramCopy.Baseline).Folder);
        Assert.Equal(before[ProgramCopy.ControlBaseline], staged.Get(ProgramCopy.ControlCandidate).Folder);
        Assert.Equal(before[ProgramCopy.ControlCandidate], staged.Get(ProgramCopy.ControlBaseline).Folder);
    }

    [Fact]
    public void Dispose_Always_NoCopyIsLeftAndTheSourcesAre()
    {
        using TemporaryFolder folder = new();
        (ProgramFiles baseline, ProgramFiles candidate) = Programs(folder);
        string root;
        using (StagedPrograms staged = StagedPrograms.Create(baseline, candidate))
        {
            root = Path.GetDirectoryName(staged.Get(ProgramCopy.Baseline).Folder)!;
            staged.Swap();
        }

        Assert.False(Directory.Exists(root));
        Assert.True(File.Exists(baseline.Path));
    }

    [Fact]
    public void Create_ASideCannotBeRead_NothingIsLeft()
    {
        using TemporaryFolder folder = new();
        (ProgramFiles baseline, ProgramFiles candidate) = Programs(folder);
        using TemporaryFolder staging = new();
        Assert.ThrowsAny<IOException>(() =>
            StagedPrograms.Create(baseline, candidate with { Folder = Path.Combine(folder.Path, "gone") }, guard: null, staging.Path)
        );
        Assert.Empty(Directory.GetFileSystemEntries(staging.Path));
    }

    private static (ProgramFiles Baseline, ProgramFiles Candidate) Programs(TemporaryFolder folder) =>
        (Program(folder, "old", "Old.dll"), Program(folder, "a longer path", "New.dll"));

    private static ProgramFiles Program(TemporaryFolder folder, string name, string assembly)
    {
        string path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(Path.Combine(path, "sub", "empty"));
        File.WriteAllText(Path.Combine(path, assembly), name);
        File.WriteAllText(Path.Combine(path, "sub", ".hidden"), name);
        return new ProgramFiles(path, assembly);
    }
}
