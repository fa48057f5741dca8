namespace ConcurrencyBench.House.Tests.Arrows;

public sealed class CircleTests
{
    [Fact]
    public void Find_TwoNamespacesUseEachOther_GivesTheCircleWithItsTypes()
    {
        ImmutableArray<GroupArrow> arrows = Snippet.ReadFolderArrows(
            """
            namespace Snippet.One { class First { Snippet.Two.Inner.Second _field; } class Free; }
            namespace Snippet.Two.Inner { class Second { object Method() => new Snippet.One.Free(); } }
            namespace Snippet { class Root { Snippet.One.First _field; } }
            """
        );
        Circle circle = Assert.Single(Circle.Find(arrows));
        Assert.Equal("One -> Two -> One\n    One -> Two: First -> Second\n    Two -> One: Second -> Free", circle.ToString());
    }

    [Fact]
    public void Find_TheRootIsPartOfACircle_NamesIt() => Assert.Equal(["(root) -> A -> (root)"], FindPaths((" ", "A"), ("A", " ")));

    [Fact]
    public void Find_TheArrowsPointOneWay_GivesNone() => Assert.Empty(FindPaths(("A", "B"), ("B", "C"), ("A", "C")));

    [Fact]
    public void Find_ThreeGroups_GivesTheCircleOnce() => Assert.Equal(["A -> B -> C -> A"], FindPaths(("B", "C"), ("C", "A"), ("A", "B")));

    /// <summary>The long circle is not given for the arrow that a short one has too, but for the arrows that only it has.</summary>
    [Fact]
    public void Find_TwoCirclesShareAnArrow_GivesBoth() =>
        Assert.Equal(["A -> B -> A", "A -> B -> C -> A"], FindPaths(("A", "B"), ("B", "A"), ("B", "C"), ("C", "A")));

    [Fact]
    public void ToString_ManyTypes_ShowsFive()
    {
        TypeName used = new("Assembly", "B", "Used");
        IEnumerable<TypeArrow> arrows = Enumerable.Range(1, 7).Select(number => new TypeArrow(new("Assembly", "A", $"T{number}"), used));
        Assert.Equal(
            "A -> B: T1 -> Used, T2 -> Used, T3 -> Used, T4 -> Used, T5 -> Used and 2 more",
            Assert.Single(GroupArrow.Join(arrows, type => type.Namespace)).ToString()
        );
    }

    private static IEnumerable<string> FindPaths(params (string From, string To)[] arrows) =>
        Circle.Find([.. arrows.Select(arrow => new GroupArrow(arrow.From.Trim(), arrow.To.Trim(), []))]).Select(circle => circle.Path);
}
