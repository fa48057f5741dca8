namespace ConcurrencyBench.House.Tests.Sources;

public sealed class SummaryTests
{
    [Theory]
    [InlineData("What it does.", true)]
    [InlineData("\n/// Whether it is\n/// done.\n///", true)]
    [InlineData("Who's there.", true)]
    [InlineData("How.", true)]
    [InlineData("However it is.", false)]
    [InlineData("The length; what it means.", false)]
    [InlineData("<see cref=\"A\"/> and more.", false)]
    public void IsQuestion_LooksAtTheFirstWord(string text, bool expected) =>
        Assert.Equal(expected, Assert.Single(Summary.Find(SourceText.Parse($"/// <summary>{text}</summary>\nclass A;"))).IsQuestion);

    [Fact]
    public void Find_TypesAndMembers_GivesEachSummaryOnceWithItsLine()
    {
        IEnumerable<Summary> summaries = Summary.Find(
            SourceText.Parse(
                """
                // No summary.
                /// <summary>A type.</summary>
                /// <param name="Number">What no summary says.</param>
                record A(int Number)
                {
                    /// <summary>
                    /// A property with <c>code</c>
                    /// in it.
                    /// </summary>
                    public int Property { get; }

                    /// <inheritdoc/>
                    public int Inherited { get; }
                }

                enum E
                {
                    /// <summary>A value.</summary>
                    Value,
                }
                """
            )
        );
        Assert.Equal(
            ["Project/File.cs:2: A type.", "Project/File.cs:6: A property with code in it.", "Project/File.cs:18: A value."],
            summaries.Select(summary => summary.ToString())
        );
    }
}
