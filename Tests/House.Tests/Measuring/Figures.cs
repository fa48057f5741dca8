using ConcurrencyBench.House.Tests.Checkouts;
using ConcurrencyBench.House.Tests.Sources;

namespace ConcurrencyBench.House.Tests.Measuring;

/// <summary>The figures of some source files, and what stands behind them.</summary>
/// <param name="Name">The name of the project, or of the group.</param>
/// <param name="Files">The files.</param>
/// <param name="WideLines">The lines over <see cref="WideLine.Limit"/> columns.</param>
/// <param name="Functions">The functions with a body, longest first.</param>
/// <param name="MethodsNamedOf">Where a method called <c>Of</c> is declared.</param>
/// <param name="Summaries">All summaries of types and members.</param>
/// <param name="UnitlessTimes">Numbers whose name promises a time without a unit.</param>
internal sealed record Figures(
    string Name,
    ImmutableArray<SourceFile> Files,
    ImmutableArray<WideLine> WideLines,
    ImmutableArray<Function> Functions,
    ImmutableArray<Place> MethodsNamedOf,
    ImmutableArray<Summary> Summaries,
    ImmutableArray<UnitlessTime> UnitlessTimes
)
{
    /// <summary>Measures files.</summary>
    public static Figures Measure(string name, ImmutableArray<SourceFile> files) =>
        new(
            name,
            files,
            [.. files.SelectMany(WideLine.Find)],
            [.. files.SelectMany(FunctionFinder.Find).OrderByDescending(function => function.Lines)],
            [.. files.SelectMany(NameFinder.FindMethodsNamedOf)],
            [.. files.SelectMany(Summary.Find)],
            [.. files.SelectMany(NameFinder.FindUnitlessTimes)]
        );

    /// <summary>All lines.</summary>
    public int Lines => Files.Sum(file => file.Lines.Length);

    /// <summary>The lines that are not blank.</summary>
    public int LinesWithText => Files.Sum(file => file.Lines.Count(line => !string.IsNullOrWhiteSpace(line)));

    /// <summary>The characters that are not white space. A formatter that only breaks lines does not change them.</summary>
    public int Characters => Files.Sum(file => file.Lines.Sum(line => line.Count(character => !char.IsWhiteSpace(character))));

    /// <summary>The width of the widest line, in columns.</summary>
    public int WidestLine => Files.SelectMany(file => file.Lines).Select(line => line.Length).DefaultIfEmpty().Max();

    /// <summary>The summaries that begin with a question word.</summary>
    public ImmutableArray<Summary> Questions => [.. Summaries.Where(summary => summary.IsQuestion)];

    /// <summary>The share of the summaries that begin with a question word, 0 to 1.</summary>
    public double QuestionShare => Summaries.Length == 0 ? 0 : (double)Questions.Length / Summaries.Length;

    /// <summary>The length of a function so that this share of all functions is not longer, in lines.</summary>
    /// <param name="share">Above 0, up to 1.</param>
    public int GetFunctionLines(double share) =>
        Functions.Length == 0 ? 0 : Functions[Functions.Length - (int)Math.Ceiling(share * Functions.Length)].Lines;
}
