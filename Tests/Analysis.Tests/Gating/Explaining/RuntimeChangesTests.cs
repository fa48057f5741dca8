using ConcurrencyBench.Analysis.Gating.Explaining;
using ConcurrencyBench.Analysis.Gating.Records;

namespace ConcurrencyBench.Analysis.Tests.Gating.Explaining;

/// <summary>Allocations by type, collections, and machine code on both sides.</summary>
public sealed class RuntimeChangesTests
{
    private const string Method = "N.C.Run()";

    [Fact]
    public void FindTypes_ATypeIsNew_IsTheOnlyOne()
    {
        FigureChange change = Assert.Single(
            AllocationChanges.FindTypes(
                CreateProfiles(
                    pair => CreateSide() with { Allocated = [new("System.String", 100 + pair)] },
                    pair => CreateSide() with { Allocated = [new("System.String", 100 - pair), new("System.Int32", 24 + (pair * 0.1))] }
                )
            )
        );

        Assert.Equal(("System.Int32", 0), (change.Name, change.Baseline));
        Assert.Equal(24, change.Candidate, 1e-9);
        Assert.True(change.Difference.Lower > 0);
    }

    [Fact]
    public void FindTypes_NothingChanged_IsEmpty()
    {
        Assert.Empty(
            AllocationChanges.FindTypes(
                CreateProfiles(
                    pair => CreateSide() with { Allocated = [new("System.String", 100 + pair)] },
                    pair => CreateSide() with { Allocated = [new("System.String", 100 - pair)] }
                )
            )
        );
        Assert.Empty(AllocationChanges.FindTypes(CreateProfiles(_ => CreateSide(), _ => CreateSide())));
    }

    [Fact]
    public void FindTypes_AChangeWithinTheSpread_IsNotShown() =>
        Assert.Empty(
            AllocationChanges.FindTypes(
                CreateProfiles(
                    _ => CreateSide() with { Allocated = [new("System.String", 100)] },
                    pair => CreateSide() with { Allocated = [new("System.String", 105 + (20 * pair))] }
                )
            )
        );

    [Fact]
    public void FindTypes_AClearChangeOfLessThanAHundredth_IsNotShown() =>
        Assert.Empty(
            AllocationChanges.FindTypes(
                CreateProfiles(
                    _ => CreateSide() with { Allocated = [new("System.String", 1000)] },
                    pair => CreateSide() with { Allocated = [new("System.String", 1009 + (pair * 0.01))] }
                )
            )
        );

    [Fact]
    public void FindCollections_OneGenerationMoreOften_IsTheOnlyOne()
    {
        FigureChange change = Assert.Single(
            AllocationChanges.FindCollections(
                CreateProfiles(
                    pair => CreateSide() with { Collections = [1e-6, 1e-7 * (4 + pair), 0] },
                    pair => CreateSide() with { Collections = [3e-6 + (1e-8 * pair), 1e-7 * (4 - pair), 0] }
                )
            )
        );

        Assert.Equal("0", change.Name);
        Assert.Equal(2e-6, change.Difference.Value, 1e-12);
    }

    [Fact]
    public void Find_AnInlineeIsGoneInAllPairs_IsSaid()
    {
        CompiledChange change = Assert.Single(
            CompiledChange.Find(
                CreateProfiles(
                    pair => CreateSide(300 + pair, "OptimizedTier1", ["N.C.Add()", pair == 1 ? "N.C.Rare()" : "N.C.Get()"]),
                    pair => CreateSide(200 + pair, "OptimizedTier1", ["N.C.Get()"])
                ),
                [Method]
            )
        );

        Assert.Equal(["N.C.Add()"], change.NoLongerInlined);
        Assert.Empty(change.NewlyInlined);
        Assert.Equal((300, 200, true, false), (change.BaselineBytes, change.CandidateBytes, change.HasOtherSize, change.HasOtherTier));
    }

    [Fact]
    public void Find_TheSameCode_IsEmpty() =>
        Assert.Empty(
            CompiledChange.Find(
                CreateProfiles(
                    pair => CreateSide(300 + pair, "OptimizedTier1", [pair == 0 ? "N.C.Rare()" : "N.C.Get()"]),
                    pair => CreateSide(300 - pair, "OptimizedTier1", ["N.C.Get()"])
                ),
                [Method, "N.C.Unknown()"]
            )
        );

    [Fact]
    public void Find_AnotherTier_IsSaid()
    {
        CompiledChange change = Assert.Single(
            CompiledChange.Find(
                CreateProfiles(_ => CreateSide(300, "OptimizedTier1", []), _ => CreateSide(300, "MinOptJitted", [])),
                [Method]
            )
        );

        Assert.Equal(("OptimizedTier1", "MinOptJitted", true), (change.BaselineTier, change.CandidateTier, change.HasOtherTier));
    }

    private static ImmutableArray<ProfileLine> CreateProfiles(Func<int, SideProfile> baseline, Func<int, SideProfile> candidate) =>
        [.. Enumerable.Range(-2, 5).Select(pair => new ProfileLine("N.C.Run", pair + 2, baseline(pair), candidate(pair)))];

    private static SideProfile CreateSide() => new(100, [new ProfiledFrame(Method, IsFramework: false)], [new ProfiledStack([0], 100)]);

    private static SideProfile CreateSide(int bytes, string tier, ImmutableArray<string> inlinees) =>
        CreateSide() with
        {
            Compiled = [new CompiledMethod(Method, bytes, tier, inlinees)],
        };
}
