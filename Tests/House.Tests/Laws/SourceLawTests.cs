using ConcurrencyBench.House.Tests.Checkouts;
using ConcurrencyBench.House.Tests.Measuring;
using ConcurrencyBench.House.Tests.Sources;

namespace ConcurrencyBench.House.Tests.Laws;

/// <summary>The laws of the source text: widths, lengths, names, duplicates.</summary>
public sealed class SourceLawTests
{
    private const int LongestFunction = 45;
    private const int LongFunction = 20;
    private const double LongFunctionShare = 0.9;
    private const double QuestionShareLimit = 0.03;

    private static readonly Figures Products = Figures.Measure("products", Checkout.Current.ProductFiles);
    private static readonly ImmutableArray<DuplicateBlock> Duplicates = DuplicateFinder.Find(Checkout.Current.ProductFiles);

    [Fact]
    public void Lines_OfProducts_KeepTheWidth() => Law.Holds($"A line has at most {WideLine.Limit} columns.", Products.WideLines);

    [Fact]
    public void Lines_OfTests_KeepTheWidth() =>
        Law.Holds($"A line has at most {WideLine.Limit} columns.", Checkout.Current.TestFiles.SelectMany(WideLine.Find));

    [Fact]
    public void Functions_AreNeverVeryLong() =>
        Law.Holds(
            $"A function has at most {LongestFunction} lines.",
            Products.Functions.Where(function => function.Lines > LongestFunction)
        );

    [Fact]
    public void Functions_AreMostlyShort() =>
        Law.Holds(
            $"Nine in ten functions have at most {LongFunction} lines.",
            Products.Functions.Length - (int)Math.Ceiling(LongFunctionShare * Products.Functions.Length),
            Products.Functions.Where(function => function.Lines > LongFunction)
        );

    [Fact]
    public void Methods_AreNotCalledOf() => Law.Holds("A method is named by a verb that says what it does.", Products.MethodsNamedOf);

    /// <summary>The compiler does not say it.</summary>
    [Fact]
    public void Members_HaveNoThisBeforeThem() =>
        Law.Holds(
            "Fields have an underscore, so that nothing needs 'this.' before it.",
            Checkout.Current.ProductFiles.Concat(Checkout.Current.TestFiles).SelectMany(NameFinder.FindQualified)
        );

    [Fact]
    public void Duplicates_AreNotBetweenProjects() =>
        Law.Holds(
            $"{DuplicateFinder.MinimumLines} lines or more do not stand in two projects.",
            Duplicates.Where(block => block.IsAcrossProjects)
        );

    [Fact]
    public void Duplicates_AreNotWithinAProject() =>
        Law.Holds(
            $"{DuplicateFinder.MinimumLines} lines or more do not stand twice in a project.",
            Duplicates.Where(block => !block.IsAcrossProjects)
        );

    [Fact]
    public void Summaries_RarelyBeginWithAQuestionWord() =>
        Law.Holds(
            $"Fewer than {QuestionShareLimit:P0} of the summaries begin with a question word: a summary names what a member is or does.",
            (int)Math.Ceiling(QuestionShareLimit * Products.Summaries.Length) - 1,
            Products.Questions
        );
}
